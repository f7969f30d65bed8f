import fc from "fast-check";
import { expect, test } from "vitest";
import { bestAssignment } from "../../../src/label/models/assignment.ts";
import { dawidSkene, oneCoin } from "../../../src/label/models/dawid-skene.ts";
import { fitModel, modelNames } from "../../../src/label/models/fit.ts";
import { majority, weightedMajority } from "../../../src/label/models/majority.ts";
import { matrixCompletion } from "../../../src/label/models/matrix-completion.ts";
import { overlaps } from "../../../src/label/models/overlaps.ts";
import { decide } from "../../../src/label/models/ties.ts";
import { random } from "../../../src/label/random.ts";
import { votesFromRows } from "../../../src/label/votes.ts";

const table = (...rows: number[][]) => votesFromRows(rows, ["no", "yes"]);

test("majority splits the mass among tied labels and is uniform without votes", () => {
  const { posterior } = majority(table([1, 1, 0], [1, 0, -1], [-1, -1, -1]));
  expect([...posterior]).toEqual([0, 1, 0.5, 0.5, 0.5, 0.5]);
});

test("weightedMajority weighs voters by their agreement with the vote", () => {
  const { reliabilities } = weightedMajority(table([1, 1, 0], [0, 0, 1]));
  expect([...reliabilities]).toEqual([2 / 3, 2 / 3, 1 / 3].map((share) => expect.closeTo(share, 12)));
});

test("decide breaks ties by the label with more mass, by the position's SHA-1, or not at all", () => {
  const posterior = Float64Array.of(0.5, 0.5, 0.1, 0.9);
  expect([...decide(posterior, 2, "frequent")]).toEqual([1, 1]);
  expect([...decide(posterior, 2, "abstain")]).toEqual([-1, 1]);
  expect(decide(new Float64Array(200).fill(0.5), 2, "random").reduce((a, b) => a + b)).toBeGreaterThan(30);
});

test("bestAssignment finds the permutation with the largest sum", () => {
  const square = fc.integer({ min: 1, max: 5 }).chain((n) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    }),
  );
  fc.assert(
    fc.property(square, (gain) => {
      const worth = (order: number[]) => order.reduce((sum, j, i) => sum + gain[i][j], 0);
      const best = Math.max(...permutations([...gain.keys()]).map(worth));
      expect(worth(bestAssignment(gain))).toBe(best);
    }),
  );
});

test("overlaps counted by bits equal those counted item by item", () => {
  const uniform = random(1);
  const row = (share: number) => () =>
    Array.from({ length: 8 }, () => (uniform() < share ? (uniform() < 0.5 ? 0 : 1) : -1));
  const dense = table(...Array.from({ length: 70 }, row(1)));
  const d = 16;
  const expected = new Float64Array(d * d);
  for (let i = 0; i < dense.items; i++) {
    for (let e = dense.offsets[i]; e < dense.offsets[i + 1]; e++) {
      for (let f = dense.offsets[i]; f < dense.offsets[i + 1]; f++) {
        expected[(dense.voter[e] * 2 + dense.label[e]) * d + dense.voter[f] * 2 + dense.label[f]] += 1;
      }
    }
  }
  expect([...overlaps(dense)]).toEqual([...expected].map((n) => n / 70));
  const sparse = table([1, 1, -1, -1, -1, -1, -1, -1], [0, -1, -1, 1, -1, -1, -1, -1]);
  const shares = overlaps(sparse);
  expect([shares[1 * d + 3], shares[0 * d + 7], shares[1 * d + 1]]).toEqual([1 / 2, 1 / 2, 1 / 2]);
});

/** Five voters of known skill on 2000 items, a quarter of them yes. */
function planted(skills: number[]) {
  const uniform = random(7);
  const truth = Array.from({ length: 2000 }, () => (uniform() < 0.25 ? 1 : 0));
  const rows = truth.map((y) =>
    skills.map((skill) => (uniform() < 0.2 ? -1 : uniform() < skill ? y : 1 - y)),
  );
  return { truth, votes: table(...rows) };
}

test("every model recovers planted labels, and the learning ones the planted skills", () => {
  const skills = [0.95, 0.9, 0.6, 0.6, 0.55];
  const { truth, votes } = planted(skills);
  const accuracy = (posterior: Float64Array) =>
    decide(posterior, 2).filter((y, i) => y === truth[i]).length / truth.length;
  const base = accuracy(majority(votes).posterior);
  for (const model of [
    dawidSkene(votes),
    oneCoin(votes),
    matrixCompletion(votes, { balance: [0.75, 0.25], epochs: 2000 }),
  ]) {
    expect(accuracy(model.posterior)).toBeGreaterThan(base + 0.05);
    model.reliabilities.forEach((reliability, j) => {
      expect(Math.abs(reliability - skills[j])).toBeLessThan(0.08);
    });
  }
});

test("dawid-skene never moves a gold item", () => {
  const { votes } = planted([0.9, 0.8, 0.8]);
  const gold = new Int32Array(votes.items).fill(-1);
  gold[0] = 1;
  gold[1] = 0;
  const { posterior } = dawidSkene(votes, { gold });
  expect([...posterior.subarray(0, 4)]).toEqual([0, 1, 1, 0]);
});

test("matrix completion refuses two voters and a rate that diverges", () => {
  expect(() => matrixCompletion(table([0, 1]))).toThrow("at least 3 voters, got 2");
  expect(() => matrixCompletion(planted([0.9, 0.8, 0.8]).votes, { rate: 50 })).toThrow("lower the rate");
});

test("auto stays with majority when hardly an item has two votes, and says so", () => {
  const chosen = fitModel("auto", table([1, -1, -1], [-1, 0, -1], [-1, -1, 1]));
  expect(chosen.model).toBe("majority");
  expect(chosen.diagnostics.reason).toContain("hardly any item has two votes");
});

test("auto leaves majority when known items show another model is better", () => {
  const { truth, votes } = planted([0.95, 0.9, 0.55, 0.55, 0.55, 0.55, 0.55]);
  const gold = Int32Array.from(truth, (y, i) => (i < 300 ? y : -1));
  const chosen = fitModel("auto", votes, { gold });
  expect(chosen.model).not.toBe("majority");
  expect(chosen.diagnostics.reason).toMatch(/right on .* of 299|300 known items/);
});

test("every model gives each item probabilities that sum to one, with votes or without", () => {
  const { votes } = planted([0.9, 0.7, 0.6]);
  for (const name of modelNames) {
    const { posterior } = fitModel(name, votes);
    for (let i = 0; i < votes.items; i++) expect(posterior[2 * i] + posterior[2 * i + 1]).toBeCloseTo(1, 9);
  }
});

function permutations(items: number[]): number[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
