import { expect, test } from "vitest";
import { Schedule } from "../../src/core/schedule.ts";

const free = () => {};

test("at most `limit` tasks run at once, and all of them run", async () => {
  const schedule = new Schedule(2, free);
  let [running, peak, done] = [0, 0, 0];
  for (let i = 0; i < 7; i++) {
    schedule.add(async () => {
      peak = Math.max(peak, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      done++;
    });
  }
  await schedule.drain();
  expect([peak, done]).toEqual([2, 7]);
});

test("urgent tasks overtake waiting ones", async () => {
  const schedule = new Schedule(1, free);
  const order: string[] = [];
  schedule.add(async () => {
    order.push("read 1");
    schedule.add(async () => void order.push("measure 1"), { urgent: true });
  });
  schedule.add(async () => void order.push("read 2"));
  await schedule.drain();
  expect(order).toEqual(["read 1", "measure 1", "read 2"]);
});

test("the first failure is thrown after running tasks ended, and nothing new begins", async () => {
  const schedule = new Schedule(2, free);
  let [ended, begun] = [false, false];
  schedule.add(async () => {
    throw new Error("broken part");
  });
  schedule.add(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    ended = true;
  });
  schedule.add(async () => {
    begun = true;
  });
  await expect(schedule.drain()).rejects.toThrow("broken part");
  expect([ended, begun]).toEqual([true, false]);
});

test("an empty schedule is drained at once", async () => {
  await new Schedule(1, free).drain();
});
