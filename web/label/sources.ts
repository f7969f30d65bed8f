import type { Act } from "../../src/core/people.ts";
import type { DeedsAnswer } from "../../src/server/resources/deeds.ts";
import type {
  CardAnswer,
  CardsAnswer,
  PairsAnswer,
  QueueAnswer,
  ShownDocument,
} from "../../src/server/resources/tasks/wire.ts";
import { get } from "../shared/api.ts";
import type { DeckSource, Held } from "./deck.ts";
import { titleOf } from "./document-text.tsx";
import type { Outbox } from "./outbox.ts";

/** What was said of a document: its labels, or null for a skip; and the deed that said it. */
export interface Said {
  readonly deed: string;
  readonly labels: readonly string[] | null;
  /** What it took the place of, and what stands again when it is taken back. */
  readonly before?: Said | null;
}

/** Two documents to compare. */
export interface Pair {
  readonly left: ShownDocument;
  readonly right: ShownDocument;
}

/** Which of the two, by the deed that said it. */
export interface Preferred {
  readonly deed: string;
  readonly choice: "left" | "right" | "tie" | "neither";
  readonly before?: Preferred | null;
}

const longestHistory = 20;

/** Documents of a task's queue, in an order that may change between two requests. */
export function documentSource(
  task: string,
  tab: string,
  outbox: Outbox,
  order: () => string,
): DeckSource<CardAnswer, Said> {
  const path = `/api/tasks/${encodeURIComponent(task)}`;
  const cards = (ids: readonly string[], characters?: number) =>
    get<CardsAnswer>(`${path}/cards`, { ids: JSON.stringify(ids), characters });
  return {
    deal: async (count, holding) => {
      const exclude = JSON.stringify(holding);
      const dealt = await get<QueueAnswer>(`${path}/queue`, { order: order(), count, exclude, tab });
      return { ...dealt, held: dealt.cards.map(heldCard) };
    },
    past: async () => {
      const acts = await lastActs(task, outbox, ["answer", "skip"]);
      const said = new Map<string, Said>();
      for (const { id, act } of acts) {
        if (act.act !== "answer" && act.act !== "skip") continue;
        const before = said.get(act.document) ?? null;
        said.delete(act.document);
        said.set(act.document, { deed: id, labels: act.act === "answer" ? act.labels : null, before });
      }
      const ids = [...said.keys()].slice(-longestHistory);
      if (ids.length === 0) return [];
      const found = await cards(ids, 160);
      return found.cards.map(({ document }) => ({
        key: document.id,
        thing: undefined,
        brief: titleOf(document),
        mine: said.get(document.id) ?? null,
      }));
    },
    fetch: async (key) => {
      const [card] = (await cards([key])).cards;
      return card === undefined ? undefined : heldCard(card);
    },
    onTheirWay: () => [
      ...new Set(
        outbox
          .waiting()
          .flatMap(({ act }) =>
            (act.act === "answer" || act.act === "skip") && act.task === task ? [act.document] : [],
          ),
      ),
    ],
  };
}

/** Pairs of documents of a task. */
export function pairSource(task: string, tab: string, outbox: Outbox): DeckSource<Pair, Preferred> {
  const path = `/api/tasks/${encodeURIComponent(task)}`;
  return {
    deal: async (count, holding) => {
      const exclude = JSON.stringify(holding.map((key) => JSON.parse(key)));
      const { pairs } = await get<PairsAnswer>(`${path}/pairs`, { count, exclude, tab });
      return { held: pairs.map((pair) => heldPair(pair, null)), remaining: undefined, elsewhere: 0 };
    },
    past: async () => {
      const acts = await lastActs(task, outbox, ["prefer"]);
      const said = new Map<string, Held<Pair, Preferred>>();
      for (const { id, act } of acts) {
        if (act.act !== "prefer") continue;
        const key = pairKey(act.left, act.right);
        const before = said.get(key)?.mine ?? null;
        said.delete(key);
        const mine = { deed: id, choice: act.choice, before };
        said.set(key, { key, thing: undefined, brief: "a pair", mine });
      }
      return [...said.values()].slice(-longestHistory);
    },
    fetch: async (key) => {
      const [left, right] = JSON.parse(key) as [string, string];
      const { cards } = await get<CardsAnswer>(`${path}/cards`, { ids: JSON.stringify([left, right]) });
      if (cards.length < 2) return undefined;
      return heldPair({ left: cards[0].document, right: cards[1].document }, null);
    },
    onTheirWay: () =>
      outbox
        .waiting()
        .flatMap(({ act }) =>
          act.act === "prefer" && act.task === task ? [pairKey(act.left, act.right)] : [],
        ),
  };
}

function heldCard(card: CardAnswer): Held<CardAnswer, Said> {
  return { key: card.document.id, thing: card, brief: titleOf(card.document), mine: card.mine };
}

function heldPair(pair: Pair, mine: Preferred | null): Held<Pair, Preferred> {
  const brief = `${titleOf(pair.left)} · ${titleOf(pair.right)}`;
  return { key: pairKey(pair.left.id, pair.right.id), thing: pair, brief, mine };
}

function pairKey(left: string, right: string): string {
  return JSON.stringify([left, right]);
}

/** The last acts of this person, oldest first: what the server has, then what is on its way; without what was taken back. */
async function lastActs(
  task: string,
  outbox: Outbox,
  acts: readonly Act["act"][],
): Promise<{ id: string; act: Act }[]> {
  const { deeds } = await get<DeedsAnswer>("/api/deeds", {
    task,
    acts: acts.join(","),
    limit: 3 * longestHistory,
  });
  const waiting = outbox.waiting();
  const known = new Set(deeds.map(({ id }) => id));
  const undone = new Set(waiting.flatMap(({ act }) => (act.act === "undo" ? [act.deed] : [])));
  const saved = deeds
    .filter((deed) => !deed.undone)
    .map(({ id, act }) => ({ id, act: act as unknown as Act }));
  const onTheirWay = waiting.filter(
    ({ id, act }) => !known.has(id) && acts.includes(act.act) && "task" in act && act.task === task,
  );
  return [...saved.toReversed(), ...onTheirWay].filter(({ id }) => !undone.has(id));
}
