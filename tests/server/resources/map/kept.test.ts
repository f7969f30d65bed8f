import { describe, expect, test } from "vitest";
import { Kept } from "../../../../src/server/resources/map/kept.ts";

describe("what is kept", () => {
  test("is made once for all who ask", async () => {
    const kept = new Kept<number>(10, () => 1);
    let made = 0;
    const ask = () => kept.get("a", async () => ++made);
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    expect(await ask()).toBe(1);
  });

  test("goes when there is too much, what was used last goes last", async () => {
    const kept = new Kept<string>(3, (value) => value.length);
    const made: string[] = [];
    const ask = (name: string) => kept.get(name, async () => `${made.push(name)}`);
    for (const name of ["a", "b", "c", "a", "d", "a", "b"]) await ask(name);
    expect(made).toEqual(["a", "b", "c", "d", "b"]);
  });

  test("is one at least, however large", async () => {
    const kept = new Kept<string>(1, (value) => value.length);
    let made = 0;
    const ask = () => kept.get("large", async () => `${++made} of ten letters`);
    await ask();
    await ask();
    expect(made).toBe(1);
  });

  test("is tried again after a failure", async () => {
    const kept = new Kept<string>(1, () => 1);
    await expect(kept.get("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await kept.get("a", async () => "yes")).toBe("yes");
  });
});
