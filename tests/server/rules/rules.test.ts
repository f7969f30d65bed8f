import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, serving, signIn } from "../serving.ts";
import { type ServedRecipe, servingMill } from "./serving-rules.ts";

let server: ServedRecipe;
let original: string;
beforeAll(async () => {
  server = await servingMill();
  original = server.read();
});
afterAll(() => server.close());

const changes = { too_few_words: "word_count < 40" };
const attempt = (body: object) =>
  server.ask("/api/rules/try", { body: { stage: "quality", changes: {}, ...body } });
const preview = async (own: object = changes) =>
  (await server.ask("/api/recipe/preview", { body: { stage: "quality", changes: own } })).json;
const save = (body: object) => server.ask("/api/recipe", { method: "PUT", body });

/** Puts the recipe back after a test that wrote it. */
async function restoring(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    server.write(original);
  }
}

describe("GET /api/rules", () => {
  test("tells rules by cost, their bounds, what they can read, and what the recipe says", async () => {
    const { json, status } = await server.ask("/api/rules");
    expect(status).toBe(200);
    expect([json.documents, json.kept.documents, json.tokenizer]).toEqual([12, 9, "gpt2"]);
    const [stage] = json.stages;
    expect(
      stage.rules.map((rule: { name: string; documents: number }) => [rule.name, rule.documents]),
    ).toEqual([
      ["too_few_words", 2],
      ["never", 0],
    ]);
    expect(stage.rules[0].handles[0]).toMatchObject({ expression: "word_count", operator: "<", value: 10 });
    expect(stage.own).toEqual({ too_few_words: "word_count < 10", never: "word_count > 100000" });
    expect([stage.open, stage.refusal]).toEqual([false, null]);
    expect(stage.columns).toContain("language_score");
    const signal = json.signals.find(({ name }: { name: string }) => name === "word_count");
    expect([signal.unit, signal.numeric]).toEqual(["words", true]);
    expect(json.tasks.map(({ task }: { task: string }) => task)).toEqual(["place"]);
  });

  test("an empty workspace has no stages and no signals", async () => {
    const empty = await serving();
    const { json, status } = await empty.ask("/api/rules");
    expect([status, json.documents, json.stages, json.pipeline]).toEqual([200, 0, [], null]);
    const { status: tried, json: refusal } = await empty.ask("/api/rules/try", {
      body: { stage: "quality", changes: {} },
    });
    expect([tried, refusal.error.message]).toEqual([
      400,
      'rules: the run has no stage of rules "quality". It has: none',
    ]);
    await empty.close();
  });
});

describe("POST /api/rules/try", () => {
  test("counts what a moved bound keeps, loses, and drops alone", async () => {
    const { json } = await attempt({ changes, rule: "never" });
    expect(json.kept.documents + json.lost.documents).toBe(9);
    expect(json.lost.documents).toBeGreaterThan(0);
    expect(json.rules.map(({ name }: { name: string }) => name)).toEqual(["too_few_words", "never"]);
    expect(json.rules[0].handles[0].value).toBe(40);
  });

  test("precision is held against labels, and against people's verdicts at once", async () => {
    const question = { task: "place", unwanted: ["town"] };
    const { json: before } = await attempt({ changes: { too_few_words: "word_count < 1000" }, question });
    expect(before.agreement.answered).toBeGreaterThan(0);
    const deed = crypto.randomUUID();
    const act = {
      act: "decide",
      documents: ["prose-7"],
      verdict: "drop",
      reason: "dull",
      selection: "by hand",
    };
    expect((await server.ask("/api/deeds", { body: { deeds: [{ id: deed, act }] } })).status).toBe(200);
    const { json: after } = await attempt({ question });
    expect(after.kept.documents).toBe(8);
    expect(after.agreement).toMatchObject({ byPeople: 1, right: 1 });
    const undo = { id: crypto.randomUUID(), act: { act: "undo", deed } };
    await server.ask("/api/deeds", { body: { deeds: [undo] } });
    expect((await attempt({})).json.kept.documents).toBe(9);
  });

  test.each([
    [{ too_few_words: "wrd_count < 4" }, 'Did you mean "word_count"?'],
    [{ too_few_words: "word_count < (SELECT count(*) FROM documents)" }, "which rules cannot"],
    [{ x: "getenv('HOME') IS NULL" }, "calls getenv"],
    [{ x: "read_text('/etc/passwd') = ''" }, "calls read_text"],
    [{ "a b": "word_count < 4" }, "is no name for a rule"],
    [{ x: "text = ''" }, "rules read measurements, not the text"],
  ])("refuses %j in one line", async (own, reason) => {
    const { status, json } = await attempt({ changes: own });
    expect([status, json.error.code]).toEqual([400, "refused"]);
    expect(json.error.message).toContain(reason);
  });

  test("an unknown key, stage or form is a bad request", async () => {
    expect((await attempt({ file: "/etc/passwd" })).status).toBe(400);
    expect((await attempt({ stage: "qualty" })).json.error.message).toContain("It has: quality");
    expect((await attempt({ changes: { a: 3 } })).status).toBe(400);
  });
});

describe("GET /api/signals/:signal/histogram", () => {
  const histogram = (signal: string, query: string) =>
    server.ask(`/api/signals/${encodeURIComponent(signal)}/histogram?stage=quality&${query}`);

  test("parts every document with a value into bins, and the bound stands on a border", async () => {
    const { json } = await histogram("word_count", "rule=too_few_words&by=source");
    const total = json.bins.reduce(
      (sum: number, bin: Record<string, number>) =>
        sum + bin.kept + bin.movable + bin.dropped + bin.elsewhere,
      0,
    );
    expect(total).toBe(12);
    expect(json.edges).toContain(10);
    expect(json.edges).toHaveLength(json.bins.length + 1);
    expect(json.groups.map(({ name }: { name: string }) => name)).toEqual(["docs.jsonl"]);
    expect(json.handle.value).toBe(10);
  });

  test("a draft of another rule counts as elsewhere", async () => {
    const draft = encodeURIComponent(JSON.stringify({ never: "word_count > 0" }));
    const { json } = await histogram("word_count", `rule=too_few_words&changes=${draft}`);
    expect(json.bins.every((bin: Record<string, number>) => bin.movable === 0)).toBe(true);
  });

  test("an expression over columns is an axis too, anything else is refused", async () => {
    expect((await histogram("character_count / line_count", "")).json.bins.length).toBeGreaterThan(0);
    for (const [signal, reason] of [
      ["(SELECT 1)", "which rules cannot"],
      ["wrd_count", "Did you mean"],
      ["1) < 0 OR (2", "no SQL expression"],
    ])
      expect((await histogram(signal, "")).json.error.message).toContain(reason);
    expect((await histogram("word_count", "changes=%7B")).json.error.message).toContain("must be JSON");
  });
});

test("POST /api/rules/cards gives the nearest on both sides with the beginning of their text", async () => {
  const { json } = await server.ask("/api/rules/cards", {
    body: { stage: "quality", changes: {}, rule: "too_few_words", count: 2 },
  });
  expect(json.inside.map(({ id }: { id: string }) => id)).toEqual(["short-b", "short-a"]);
  expect(json.inside[0].text).toBe("Short as well, and \u001b[31mred\u001b[0m.");
  expect(json.outside[0].value).toBeGreaterThanOrEqual(10);
  const unknown = await server.ask("/api/rules/cards", {
    body: { stage: "quality", changes: {}, rule: "nobody" },
  });
  expect([unknown.status, unknown.json.error.message]).toEqual([
    404,
    'The stage "quality" has no rule "nobody".',
  ]);
});

describe("the recipe", () => {
  test("a preview shows the difference and writes nothing", async () => {
    const { hunks, refusal, hash } = await preview();
    expect(refusal).toBe(null);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(
      hunks
        .flat()
        .filter(({ mark }: { mark: string }) => mark !== " ")
        .map(({ text }: { text: string }) => text.trim()),
    ).toEqual([
      'quality: rules({ too_few_words: "word_count < 10", never: "word_count > 100000" }),',
      'quality: rules({ too_few_words: "word_count < 40", never: "word_count > 100000" }),',
    ]);
    expect(server.read()).toBe(original);
  });

  test("a save writes the file, says what to run, and is taken back byte by byte", () =>
    restoring(async () => {
      const { hash } = await preview();
      const saved = await save({
        stage: "quality",
        changes: { ...changes, too_long: "word_count > 999", never: null },
        hash,
      });
      expect([saved.status, saved.json.next]).toEqual([200, `sluice run ${server.recipe}`]);
      expect(server.read()).toContain(
        'rules({ too_few_words: "word_count < 40", too_long: "word_count > 999" })',
      );
      const { json: told } = await server.ask("/api/rules");
      expect(told.stages[0].own).toEqual({ too_few_words: "word_count < 40", too_long: "word_count > 999" });
      const undone = await save({ undo: saved.json.undo });
      expect(undone.status).toBe(200);
      expect(server.read()).toBe(original);
      expect((await save({ undo: saved.json.undo })).status).toBe(404);
      expect((await save({ undo: undone.json.undo })).status).toBe(200); // an undo is a save like any other
      expect(readdirSync(server.place.folder).filter((name) => name.startsWith("."))).toEqual([]);
    }));

  test("a file that changed meanwhile is not written over: 409", () =>
    restoring(async () => {
      const { hash } = await preview();
      server.write(`${original}\n// by somebody else\n`);
      const { status, json } = await save({ stage: "quality", changes, hash });
      expect([status, json.error.message]).toEqual([
        409,
        `recipe ${server.recipe}: changed on disk meanwhile. Look at it again, then save`,
      ]);
      expect(server.read()).toBe(`${original}\n// by somebody else\n`);
    }));

  test("nor is it when a save is taken back", () =>
    restoring(async () => {
      const { hash } = await preview();
      const { json } = await save({ stage: "quality", changes, hash });
      const written = server.read();
      server.write(`${written}// mine\n`);
      expect((await save({ undo: json.undo })).status).toBe(409);
      expect(server.read()).toBe(`${written}// mine\n`);
    }));

  test("a predicate that a run would refuse, or no change, is not saved", async () => {
    const { hash } = await preview();
    const wrong = await save({ stage: "quality", changes: { too_few_words: "wrd_count < 3" }, hash });
    expect([wrong.status, wrong.json.error.message]).toEqual([400, expect.stringContaining("Did you mean")]);
    expect((await save({ stage: "quality", changes: {}, hash })).json.error.message).toContain("no change");
    expect(server.read()).toBe(original);
  });

  test("what a spread has the last word on is written behind it", () =>
    restoring(async () => {
      const spread = original.replace("never:", '...{ too_few_words: "word_count < 7" }, never:');
      server.write(spread);
      const { hash } = await preview();
      const { status } = await save({ stage: "quality", changes: { too_few_words: null }, hash });
      expect(status).toBe(200);
      expect(server.read()).toContain(
        '...{ too_few_words: "word_count < 7" }, never: "word_count > 100000", too_few_words: "false" })',
      );
    }));

  test.each([
    ["ends the program", "process.exit(0);", "ended the program"],
    ["throws", 'throw new Error("not today");', "not today"],
    ["makes its rules of the clock", "", "other rules than wanted"],
  ])("a pipeline that %s leaves the server and the file alone", (_, line, reason) =>
    restoring(async () => {
      const source =
        line === ""
          ? original.replace(
              "never:",
              "...{ ['at_' + performance.now().toFixed(9).replace('.', '_')]: 'word_count < 0' }, never:",
            )
          : original.replace("export default", `${line}\nexport default`);
      server.write(source);
      const { hash } = await preview();
      const { status, json } = await save({ stage: "quality", changes, hash });
      expect([status, json.error.message]).toEqual([400, expect.stringContaining(reason)]);
      expect(server.read()).toBe(source);
      expect((await server.ask("/api/rules")).status).toBe(200);
    }),
  );

  test("a recipe that cannot be changed says why and what to paste", () =>
    restoring(async () => {
      server.write(original.replace(/rules\(\{[^}]*\}\)/, "rules(make())"));
      const { refusal } = await preview();
      expect(refusal).toEqual({
        reason: 'gives the stage "quality" its rules by something else than an object literal',
        paste: 'too_few_words: "word_count < 40",',
      });
    }));

  test("a recipe behind a link is changed where it lies, the link stays", () =>
    restoring(async () => {
      const link = join(server.place.folder, "link.ts");
      symlinkSync(server.recipe, link);
      await withRunFile(link, async () => {
        const { hash } = await preview();
        expect((await save({ stage: "quality", changes, hash })).status).toBe(200);
        expect(server.read()).toContain("word_count < 40");
        expect(readFileSync(link, "utf8")).toBe(server.read());
      });
    }));

  test.each([
    ["is gone", () => join(server.place.folder, "gone.ts"), "there is no such file"],
    ["is no pipeline file", () => "/etc/passwd", "no pipeline file"],
    ["lies in the workspace, which may come from anywhere", () => inside(), "lies inside the workspace"],
  ])("a file that %s is refused, with what to paste", async (_, file, reason) => {
    await withRunFile(file(), async () => {
      const { refusal, hash } = await preview();
      expect([refusal.reason, refusal.paste, hash]).toEqual([
        expect.stringContaining(reason),
        'too_few_words: "word_count < 40",',
        null,
      ]);
      expect((await save({ stage: "quality", changes, hash: "" })).status).toBe(400);
    });
  });

  test("only the owner sees the difference and saves; an annotator may try", async () => {
    const { json } = await server.ask("/api/invitations", { body: { name: "Ada" } });
    const cookie = await signIn(server.url, json.token);
    const as = (path: string, method: string, body: object) =>
      ask(server.url, path, { method, body, cookie });
    expect((await as("/api/rules/try", "POST", { stage: "quality", changes })).status).toBe(200);
    expect((await as("/api/recipe/preview", "POST", { stage: "quality", changes })).status).toBe(403);
    expect((await as("/api/recipe", "PUT", { stage: "quality", changes, hash: "" })).status).toBe(403);
  });

  function inside(): string {
    const path = join(server.folder, "mill.ts");
    cpSync(server.recipe, path);
    return path;
  }

  /** Another file in the record of the run, for a while. */
  async function withRunFile(file: string, work: () => Promise<void>): Promise<void> {
    const record = join(server.folder, "run.json");
    const before = readFileSync(record, "utf8");
    writeFileSync(record, JSON.stringify({ ...JSON.parse(before), file }));
    try {
      await work();
    } finally {
      writeFileSync(record, before);
    }
  }
});
