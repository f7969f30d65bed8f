import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { costAnswer, costReply } from "../../../src/server/resources/cost/wire.ts";
import { gpuPrices, modelPrices } from "../../../src/tokens/cost/prices.ts";
import { millPlace, runMill } from "../../cli/corpus.ts";
import { type Serving, serving, servingFolder } from "../serving.ts";

const ask = async (server: Serving, body: unknown) => (await server.ask("/api/cost", { body })).json;

describe("the questions", () => {
  let empty: Serving;
  let counted: Serving;
  beforeAll(async () => {
    const place = millPlace();
    await runMill(place);
    empty = await serving();
    counted = await servingFolder(join(place.folder, "mill.sluice"));
    expect(existsSync(place.folder)).toBe(true);
  });
  afterAll(async () => {
    await empty.close();
    await counted.close();
  });

  test("begin with the workspace's tokens and documents where it has them, else with an example that says so", async () => {
    const { questions } = costAnswer.parse((await counted.ask("/api/cost")).json);
    const { tokens, kept } = (await counted.ask("/api/workspace")).json;
    const [train, budget, label, store] = questions;
    expect(train).toMatchObject({ kind: "train", fromWorkspace: true, start: { tokens: String(tokens) } });
    expect(label).toMatchObject({ kind: "label", fromWorkspace: true, start: { items: String(kept) } });
    expect(label.start.tokensIn).toBe(String(Math.round(tokens / kept) + 300));
    expect(store).toMatchObject({ kind: "store", start: { tokens: String(tokens) } });
    expect(budget).toMatchObject({ kind: "budget", fromWorkspace: false });
    const example = costAnswer.parse((await empty.ask("/api/cost")).json).questions[0];
    expect(example).toMatchObject({
      fromWorkspace: false,
      start: { parameters: "1B", tokens: "20B" },
      suggestions: [],
    });
  });

  test("what they begin with is answered", async () => {
    const { questions } = (await counted.ask("/api/cost")).json;
    for (const { kind, start } of questions) {
      const reply = costReply.parse(await ask(counted, { kind, ...start }));
      expect(reply).toHaveProperty("answer");
    }
  });

  test("every price has a source, a date, and says whether anyone opened it", async () => {
    const { questions } = costAnswer.parse((await empty.ask("/api/cost")).json);
    for (const { prices } of questions)
      for (const { source, date, value, what } of prices) {
        expect(date).toMatch(/^20\d\d/);
        expect(source.length * value.length * what.length).toBeGreaterThan(0);
      }
    const quoted = questions[0].prices.filter(({ opened }) => !opened).map(({ what }) => what);
    expect(quoted).toContain("H100 SXM 80 GB");
    expect(gpuPrices.h100.seen).toBe("excerpt");
    expect(questions[2].prices).toHaveLength(Object.keys(modelPrices).length + 1);
  });

  test("an answer has its number, range, formula, inputs and sources, its curve and what else could be chosen", async () => {
    const reply = costReply.parse(
      await ask(empty, { kind: "train", parameters: "1B", tokens: "20B", hardware: "h100" }),
    );
    if (!("answer" in reply)) throw new Error("no answer");
    expect(reply.asked).toMatchObject({ parameters: 1e9, tokens: 2e10, utilisation: 0.4 });
    const [money] = reply.answer;
    expect(money.value).toBeCloseTo((6e9 * 2e10 * 3) / (989e12 * 0.4 * 3600));
    expect(money.range[0]).toBeLessThan(money.value);
    expect(money.sources).toEqual([{ text: "mercatus-ai.com, 2026-05", opened: false }]);
    expect(reply.curve.you?.x).toBe(6e9 * 2e10);
    expect(reply.alternatives.filter(({ isAsked }) => isAsked)).toHaveLength(1);
  });

  test("a price of one's own is nobody's quotation", async () => {
    const { answer } = await ask(empty, { kind: "train", parameters: "1B", tokens: "20B", price: "2" });
    expect(answer[0].sources).toEqual([{ text: "given", opened: true }]);
  });

  test("a wrong field is told by name, the request is not refused", async () => {
    const { status, json } = await empty.ask("/api/cost", {
      body: { kind: "train", parameters: "many", tokens: "", utilisation: "2" },
    });
    expect(status).toBe(200);
    expect(json.problems.map(({ field }: { field: string }) => field).sort()).toEqual([
      "parameters",
      "tokens",
      "utilisation",
    ]);
  });

  test.each([
    [{ kind: "steal" }],
    [{ kind: "train", bogus: 1 }],
    [{ kind: "train", tokens: { $gt: 1 } }],
    [{ kind: "train", tokens: "9".repeat(100) }],
    [{}],
  ])("%j is answered 400", async (body) => expect((await empty.ask("/api/cost", { body })).status).toBe(400));

  test("numbers that no JSON has never come: infinite money has no answer, but a message", async () => {
    for (const body of [
      { kind: "train", parameters: "1e21", tokens: "1e21" },
      { kind: "train", parameters: "1e300", tokens: "1B" },
      { kind: "budget", dollars: "1k", price: "0" },
      { kind: "label", items: "1e21", redundancy: "1000" },
    ])
      expect(JSON.stringify(await ask(empty, body))).not.toContain("null");
  });
});
