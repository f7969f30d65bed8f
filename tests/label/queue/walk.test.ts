import { describe, expect, test } from "vitest";
import { Leases } from "../../../src/label/queue/leases.ts";
import { Walk } from "../../../src/label/queue/walk.ts";
import { log } from "./deeds.ts";
import { idsOf, numbers } from "./ids.ts";

const names = ["a", "b", "c", "d", "e", "f"];

function queue(order: readonly number[] = [...numbers(names.length)]) {
  const clock = { now: 0 };
  const leases = new Leases(() => clock.now, 100);
  const people = log();
  const ids = idsOf(names);
  const walk = new Walk(Uint32Array.from(order));
  /** Draws and takes the leases, as the server does. */
  const draw = (voter: string, count: number, { tab = "1", holding = [] as string[] } = {}) => {
    const state = people.state();
    const ground = { ids, people: state, task: state.task("t"), leases };
    const holder = { voter, tab };
    const drawn = walk.draw(ground, { holder, count, holding: new Set(holding) });
    const given = drawn.documents.map((number) => ids.at(number));
    leases.keepOnly(holder, new Set([...holding, ...given]));
    for (const id of [...holding, ...given]) leases.take(id, holder);
    return { given: given.join(""), elsewhere: drawn.elsewhere };
  };
  return { ...people, draw, clock };
}

describe("a queue", () => {
  test("gives documents in its order, and never again what the person answered or skipped", () => {
    const { draw, answer, skip } = queue([5, 4, 3, 2, 1, 0]);
    expect(draw("ann", 2).given).toBe("fe");
    answer("ann", "f", "x");
    skip("ann", "e");
    expect(draw("ann", 10).given).toBe("dcba");
  });

  test("gives back what was taken back", () => {
    const { draw, answer, undo } = queue();
    const deed = answer("ann", "a", "x");
    for (const id of ["b", "c"]) answer("ann", id, "x");
    expect(draw("ann", 2).given).toBe("de");
    undo("ann", deed);
    expect(draw("ann", 2).given).toBe("ad");
  });

  test("what nobody answered comes before what others did", () => {
    const { draw, answer } = queue();
    answer("bob", "a", "x");
    answer("bob", "c", "x");
    expect(draw("ann", 10).given).toBe("bdefac");
  });

  test("a skip by others is no answer", () => {
    const { draw, skip } = queue();
    skip("bob", "a");
    expect(draw("ann", 2).given).toBe("ab");
  });

  test("two people get different documents while there are enough, and the same ones before nothing", () => {
    const { draw } = queue();
    expect(draw("ann", 3).given).toBe("abc");
    expect(draw("bob", 2).given).toBe("de");
    expect(draw("cid", 4).given).toBe("fabc");
  });

  test("two tabs of one person never get the same document, and are told where the rest is", () => {
    const { draw } = queue();
    expect(draw("ann", 4, { tab: "1" })).toEqual({ given: "abcd", elsewhere: 0 });
    expect(draw("ann", 4, { tab: "2" })).toEqual({ given: "ef", elsewhere: 4 });
    expect(draw("ann", 4, { tab: "3" })).toEqual({ given: "", elsewhere: 6 });
  });

  test("what a tab holds is not given to it again, and stays its own when it asks in time", () => {
    const { draw, clock } = queue();
    expect(draw("ann", 2).given).toBe("ab");
    clock.now = 90;
    expect(draw("ann", 1, { holding: ["a", "b"] }).given).toBe("c");
    clock.now = 150; // the first lease would have ended at 100
    expect(draw("bob", 2).given).toBe("de");
  });

  test("what is no longer held, or held too long, goes to others", () => {
    const { draw, clock } = queue();
    draw("ann", 3);
    expect(draw("ann", 0, { holding: ["b"] }).given).toBe("");
    expect(draw("bob", 2).given).toBe("ac");
    clock.now = 101;
    expect(draw("cid", 3).given).toBe("abc");
  });

  test("documents that somebody dropped by hand do not come", () => {
    const { draw, write } = queue();
    write("ann", { act: "decide", documents: ["a", "b"], verdict: "drop", reason: "r", selection: "" });
    expect(draw("bob", 2).given).toBe("cd");
  });

  test("is dry when all is done", () => {
    const { draw, answer } = queue();
    for (const id of names) answer("ann", id, "x");
    expect(draw("ann", 5)).toEqual({ given: "", elsewhere: 0 });
  });
});

test("a request looks at a few documents only, however many are answered", () => {
  const count = 20_000;
  const ids = idsOf(Array.from({ length: count }, (_, i) => `d${i}`));
  const people = log();
  for (let i = 0; i < count - 50; i++) people.answer("ann", `d${i}`, "x");
  const state = people.state();
  let looked = 0;
  const counting = Object.assign(Object.create(ids), {
    at: (number: number) => {
      looked++;
      return ids.at(number);
    },
  });
  const ground = { ids: counting, people: state, task: state.task("t"), leases: new Leases(() => 0) };
  const walk = new Walk(numbers(count));
  const request = { holder: { voter: "ann", tab: "1" }, count: 10, holding: new Set<string>() };
  walk.draw(ground, request);
  looked = 0;
  expect(walk.draw(ground, request).documents.length).toBe(10);
  expect(looked).toBeLessThan(100);
});
