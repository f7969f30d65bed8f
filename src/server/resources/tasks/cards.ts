import { labelsOf, type TaskState } from "../../../label/queue/task-state.ts";
import type { Desk } from "./desk.ts";
import type { CardAnswer, ShownDocument } from "./wire.ts";

/** Cards of documents: text, what functions and models say and why, and what this person said. */
export async function cardsOf(
  desk: Desk,
  state: TaskState,
  voter: string,
  documents: readonly number[],
): Promise<CardAnswer[]> {
  const read = await desk.corpus.read(documents);
  return documents.map((document, i) => cardOf(desk, state, voter, document, read[i]));
}

/** A card for a list: the beginning of its text, and no evidence, which would point past it. */
export function shortened(card: CardAnswer, characters: number | undefined): CardAnswer {
  if (characters === undefined || card.document.text.length <= characters) return card;
  const text = card.document.text.slice(0, characters).toWellFormed();
  return { ...card, document: { ...card.document, text, isCut: true }, evidence: [] };
}

function cardOf(
  desk: Desk,
  state: TaskState,
  voter: string,
  number: number,
  document: ShownDocument,
): CardAnswer {
  const votes = votesOn(desk, number);
  const mine = state.answers.of(document.id, voter);
  const remark = state.remarks.of(document.id, voter)?.act;
  return {
    document,
    votes,
    model: modelOn(desk, number),
    evidence: votes.flatMap((vote) => evidenceOf(desk, number, document, vote)),
    mine: mine === undefined ? null : { deed: mine.id, labels: labelsOf(mine)?.slice() ?? null },
    remark: remark?.act === "remark" ? { comment: remark.comment, flagged: remark.flagged } : null,
  };
}

function votesOn({ votes }: Desk, document: number): CardAnswer["votes"] {
  const said: CardAnswer["votes"] = [];
  for (let e = votes.offsets[document]; e < votes.offsets[document + 1]; e++)
    said.push({ ...votes.voters[votes.voter[e]], label: votes.labels[votes.label[e]] });
  return said;
}

function modelOn({ votes }: Desk, document: number): CardAnswer["model"] {
  const probability = votes.probability[document];
  if (Number.isNaN(probability)) return null;
  return { label: votes.labels[votes.modelLabel[document]], probability };
}

function evidenceOf(
  { witnesses, measured }: Desk,
  number: number,
  { text, url, isCut }: ShownDocument,
  { voter, label }: CardAnswer["votes"][number],
): CardAnswer["evidence"] {
  const witness = witnesses.get(voter);
  if (witness === undefined) return [];
  const { spans, note } = witness.testify(text, { ...measured(number), url });
  const isBeyond = isCut && spans.length === 0 && note === null;
  return [
    {
      voter,
      label,
      spans: spans.map(([start, end]) => [start, end] as [number, number]),
      note: isBeyond ? "beyond the part shown" : note,
    },
  ];
}
