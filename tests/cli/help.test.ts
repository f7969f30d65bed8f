import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { inputFormats } from "../../src/cli/commands/beginning.ts";
import { makeProgram, oneLine } from "../../src/cli/program.ts";
import { formats } from "../../src/io/read/format.ts";
import { makePlace } from "./sluice.ts";

const place = makePlace();

describe("sluice", () => {
  test("without arguments prints its commands, grouped in the order a person needs them", async () => {
    const { code, stdout, stderr } = await place.sluice();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const order = [
      "look",
      "init",
      "run",
      "plan",
      "report",
      "query",
      "explain",
      "rules",
      "signals",
      "apply",
      "label",
    ];
    const at = [...order, "tokens", "cost", "doctor", "completion"].map((name) =>
      stdout.indexOf(`\n  ${name} `),
    );
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  });

  test("--help is the same, and no line is longer than 100 columns", async () => {
    const { code, stdout } = await place.sluice("--help");
    expect(code).toBe(0);
    expect(stdout).toBe((await place.sluice()).stdout);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test.each([
    [["qurey"], "unknown command 'qurey'", 'Did you mean "query"?'],
    [["rules", "lsit"], "unknown command 'lsit'", 'Did you mean "list"?'],
    [["query", "from x", "--formt", "csv"], "unknown option '--formt'", 'Did you mean "--format"?'],
    [["run"], "missing required argument 'pipeline'", ""],
    [["run", "x.ts", "--workers", "0"], "must be a whole number from 1", ""],
    [["apply", "deduplicate", "--threshold", "80"], "above 0 and at most 1", "Did you mean 0.8?"],
  ])("%j is one line on stderr and exit code 2", async (words, said, hint) => {
    const { code, stdout, stderr } = await place.sluice(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^sluice: [^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(stderr).toContain(hint);
  });

  test("a group without its command prints the help of the group", async () => {
    const { code, stdout, stderr } = await place.sluice("rules");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("try [options] <predicate>");
  });

  test("what the person typed cannot steer the terminal", () => {
    expect(oneLine("error: unknown command '\u001b[2J\nx'\n(Did you mean query?)")).toBe(
      "unknown command '\\u{1b}[2J\\nx'. Did you mean \"query\"?",
    );
  });
});

describe("declarations of commands", () => {
  test("load nothing but commander until a command runs", () => {
    const folder = resolve(import.meta.dirname, "../../src/cli/commands");
    const files = readdirSync(folder).filter(
      (file) => file !== "cost.ts" && file !== "rules-search.ts", // both read quantities such as 10M
    );
    const loaded = files.flatMap((file) =>
      [...readFileSync(`${folder}/${file}`, "utf8").matchAll(/^import [^;]*? from "([^"]+)"/gms)].map(
        ([, from]) => from,
      ),
    );
    expect([...new Set(loaded)].filter((from) => !/^(commander|\.\/[\w-]+\.ts)$/.test(from))).toEqual([]);
  });

  test("every command and flag says what it is for", async () => {
    const program = await makeProgram(["completion"]);
    const silent = (function* visit(command: typeof program): Generator<string> {
      if (command.description() === "") yield command.name();
      for (const { flags, description } of command.options)
        if (!description) yield `${command.name()} ${flags}`;
      for (const child of command.commands) yield* visit(child as typeof program);
    })(program);
    expect([...silent]).toEqual([]);
  });

  test("offer exactly the formats that can be read", () => {
    expect(inputFormats).toEqual([...formats]);
  });
});
