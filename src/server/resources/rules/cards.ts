import { openAxis } from "../../../clean/rules/ledger/axis.ts";
import { openDraft, ruleIn } from "../../../clean/rules/ledger/draft.ts";
import { beginningsOf, type NearDocument, nearestTo } from "../../../clean/rules/ledger/nearest.ts";
import { notFound } from "../../http/errors.ts";
import type { Bench } from "./bench.ts";
import type { CardAnswer, CardsAnswer, CardsBody } from "./wire.ts";

/** Characters of a text on a card. */
const shown = 300;

/** The documents just inside and just outside the bound of a rule, with the beginnings of their texts. */
export async function describeCards(
  { ledger, version }: Bench,
  { stage: stageName, changes, rule: name, bound = 0, count = 6 }: CardsBody,
): Promise<CardsAnswer> {
  const draft = await openDraft(ledger, stageName, changes);
  const rule = await ruleIn(ledger, draft, name);
  if (rule === undefined) {
    const isOff = draft.changes.has(name);
    if (!isOff) throw notFound(`The stage "${stageName}" has no rule "${name}".`);
    return { version, signal: null, inside: [], outside: [] };
  }
  const handle = rule.handles[bound] ?? rule.handles[0];
  const axis = handle && (await openAxis(ledger, draft.stage, handle.expression));
  const { inside, outside } = await nearestTo(ledger, draft, { rule, handle, axis }, count);
  const ids = [...inside, ...outside].map(({ id }) => id);
  const texts = await beginningsOf(ledger, ids, shown + 1);
  return {
    version,
    signal: handle?.expression ?? null,
    inside: inside.map((one) => cardOf(one, texts)),
    outside: outside.map((one) => cardOf(one, texts)),
  };
}

function cardOf(one: NearDocument, texts: ReadonlyMap<string, string>): CardAnswer {
  const characters = [...(texts.get(one.id) ?? "")];
  return { ...one, text: characters.slice(0, shown).join(""), cut: characters.length > shown };
}
