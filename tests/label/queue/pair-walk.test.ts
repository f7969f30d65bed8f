import { describe, expect, test } from "vitest";
import { Leases } from "../../../src/label/queue/leases.ts";
import { PairWalk } from "../../../src/label/queue/pair-walk.ts";
import { pairName } from "../../../src/label/queue/task-state.ts";
import { log } from "./deeds.ts";
import { idsOf, numbers } from "./ids.ts";

function pairs(count: number) {
  const ids = idsOf(Array.from({ length: count }, (_, i) => String(i)));
  const people = log();
  const leases = new Leases(() => 0);
  const walk = new PairWalk(numbers(count), 3);
  const draw = (voter: string, most = 1000, tab = "1") => {
    const state = people.state();
    const ground = { ids, people: state, task: state.task("t"), leases };
    const drawn = walk.draw(ground, { holder: { voter, tab }, count: most, holding: new Set() });
    for (const pair of drawn) leases.take(pairName(pair), { voter, tab });
    return drawn;
  };
  return { ...people, draw };
}

const distance = ({ left, right }: { left: string; right: string }) => Math.abs(Number(left) - Number(right));

describe("pairs", () => {
  test("neighbours come first, then those two apart, each pair once", () => {
    const drawn = pairs(30).draw("ann", 100);
    expect(new Set(drawn.map(pairName)).size).toBe(100);
    expect(drawn.slice(0, 29).map(distance)).toEqual(Array(29).fill(1));
    expect(drawn.slice(29, 57).map(distance)).toEqual(Array(28).fill(2));
  });

  test("in the end every pair of a small corpus came, and nothing more", () => {
    expect(pairs(6).draw("ann").length).toBe((6 * 5) / 2);
    expect(pairs(2).draw("ann").length).toBe(1);
    expect(pairs(1).draw("ann")).toEqual([]);
    expect(pairs(0).draw("ann")).toEqual([]);
  });

  test("sides are shuffled, for the same person always alike, for another one not", () => {
    const sides = (voter: string) =>
      pairs(200)
        .draw(voter, 199)
        .map(({ left, right }) => Number(left) < Number(right));
    const ann = sides("ann");
    expect(sides("ann")).toEqual(ann);
    expect(sides("bob")).not.toEqual(ann);
    const share = ann.filter(Boolean).length / ann.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });

  test("a judged pair does not come again, whichever way it was shown; taken back it does", () => {
    const { draw, prefer, undo } = pairs(3);
    const deed = prefer("ann", "1", "0");
    expect(draw("ann").map(pairName)).not.toContain(pairName({ left: "0", right: "1" }));
    expect(draw("bob", 3, "2").length).toBe(1); // ann holds the other two
    undo("ann", deed);
    expect(draw("ann").map(pairName)).toContain(pairName({ left: "0", right: "2" }));
  });

  test("documents that somebody dropped by hand are in no pair", () => {
    const { draw, write } = pairs(4);
    write("ann", { act: "decide", documents: ["1"], verdict: "drop", reason: "r", selection: "" });
    expect(draw("ann").every(({ left, right }) => left !== "1" && right !== "1")).toBe(true);
    expect(draw("bob", 9, "2")).toEqual([]);
  });
});
