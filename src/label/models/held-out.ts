import { selectItems, type VoteMatrix } from "../votes.ts";
import { type DawidSkeneFit, dawidSkene, oneCoin } from "./dawid-skene.ts";
import { agreement, majority } from "./majority.ts";
import { softmax } from "./model.ts";

/** Mean log probability of a vote, foretold from the other votes on the same item, by three beliefs about the voters. */
export interface HeldOut {
  /** All voters are equally good: what majority voting believes. */
  readonly majority: number;
  readonly "one-coin": number;
  readonly "dawid-skene": number;
}

/** Items that are enough to compare beliefs; more cost time and change nothing. */
const enoughItems = 50_000;

/** Learns from every second item and foretells the votes on the others, both ways round. */
export function heldOutLikelihood(all: VoteMatrix): HeldOut {
  const stride = Math.ceil(all.items / enoughItems);
  const votes = stride === 1 ? all : selectItems(all, (i) => i % stride === 0).votes;
  const sums = { majority: 0, "one-coin": 0, "dawid-skene": 0 };
  let count = 0;
  for (const parity of [0, 1]) {
    const known = selectItems(votes, (i) => i % 2 === parity).votes;
    const hidden = selectItems(votes, (i) => i % 2 !== parity).votes;
    sums.majority += foretell(hidden, commonCoin(known));
    sums["one-coin"] += foretell(hidden, oneCoin(known, { smoothing: 5 }));
    sums["dawid-skene"] += foretell(hidden, dawidSkene(known, { smoothing: 5 }));
    count += hidden.label.length;
  }
  return {
    majority: sums.majority / count,
    "one-coin": sums["one-coin"] / count,
    "dawid-skene": sums["dawid-skene"] / count,
  };
}

type Tables = Pick<DawidSkeneFit, "logs" | "prior">;

/** Sum of ln P(vote | other votes on the item). */
function foretell(votes: VoteMatrix, { logs, prior }: Tables): number {
  const k = votes.labels.length;
  const row = new Float64Array(k);
  let sum = 0;
  for (let i = 0; i < votes.items; i++) {
    for (let e = votes.offsets[i]; e < votes.offsets[i + 1]; e++) {
      for (let y = 0; y < k; y++) row[y] = Math.log(Math.max(1e-10, prior[y]));
      for (let f = votes.offsets[i]; f < votes.offsets[i + 1]; f++) {
        if (f !== e) addCell(row, logs, (votes.voter[f] * k + votes.label[f]) * k);
      }
      softmax(row);
      const at = (votes.voter[e] * k + votes.label[e]) * k;
      sum += Math.log(row.reduce((total, p, y) => total + p * Math.exp(logs[at + y]), 1e-6));
    }
  }
  return sum;
}

function addCell(row: Float64Array, logs: Float64Array, at: number): void {
  for (let y = 0; y < row.length; y++) row[y] += logs[at + y];
}

/** One skill for all voters: how often a vote agrees with the majority. */
function commonCoin(votes: VoteMatrix): Tables {
  const k = votes.labels.length;
  const { posterior } = majority(votes);
  const everybody = { ...votes, voters: ["everybody"], voter: new Int32Array(votes.voter.length) };
  const skill = Math.min(0.999, agreement(everybody, posterior)[0]);
  const logs = new Float64Array(votes.voters.length * k * k).map((_, c) =>
    Math.log(Math.floor((c % (k * k)) / k) === c % k ? skill : (1 - skill) / Math.max(1, k - 1)),
  );
  const prior = new Float64Array(k);
  for (const label of votes.label) prior[label] += 1 / votes.label.length;
  return { logs, prior };
}
