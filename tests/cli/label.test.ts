import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { modelNames } from "../../src/label/models/fit.ts";
import { makePlace } from "./sluice.ts";

const answers = [
  ["t1", "ann", "yes"],
  ["t1", "bob", "yes"],
  ["t1", "cid", "no"],
  ["t2", "ann", "no"],
  ["t2", "bob", "no"],
  ["t2", "cid", "no"],
  ['t,"3"', "ann", "yes"],
  ['t,"3"', "bob", "yes"],
];
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const place = makePlace({
  "answers.csv": `task,worker,label\n${answers.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`,
  "answers.jsonl": answers
    .map(([task, worker], i) => `${JSON.stringify({ task, worker, label: i % 2 })}\n`)
    .join(""),
  "wrong.csv": "task,wroker,label\na,b,c\n",
  "torn.csv": 'task,worker,label\na,b,"c\n',
});

describe("sluice label fit", () => {
  test("labels the tasks of an answer file", async () => {
    const { code, stdout, stderr } = await place.sluice(
      "label",
      "fit",
      "--votes",
      "answers.csv",
      "--model",
      "majority",
    );
    expect(code).toBe(0);
    expect(stdout).toBe('task,label,probability\nt1,yes,1\nt2,no,1\n"t,""3""",yes,1\n');
    expect(stderr).toContain("3 tasks labeled from 8 answers of 3 workers by majority");
    expect(stderr).toContain("Next: sluice label agreement --votes answers.csv");
  });

  test("writes a file once, and labels that are numbers are labels", async () => {
    const words = [
      "label",
      "fit",
      "--votes",
      "answers.jsonl",
      "--model",
      "majority",
      "--output",
      "labels.jsonl",
    ];
    expect((await place.sluice(...words)).code).toBe(0);
    const rows = readFileSync(join(place.folder, "labels.jsonl"), "utf8").trim().split("\n");
    expect(rows.map((row) => JSON.parse(row).task)).toEqual(["t1", "t2", 't,"3"']);
    expect(JSON.parse(rows[0])).toMatchObject({ label: "0", probability: 1 });
    expect(await place.sluice(...words)).toMatchObject({ code: 2, stdout: "" });
  });

  test.each([
    [["--votes", "wrong.csv"], 'there is no "worker", but task, wroker, label. Did you mean "wroker"?'],
    [["--votes", "torn.csv"], "torn.csv:18: quoted field without its closing quote"],
    [["--votes", "answer.csv"], 'Did you mean "answers.csv"?'],
    [["--votes", "answers.csv", "--model", "dawid"], "Allowed choices are"],
    [["--votes", "answers.csv", "--output", "labels.parquet"], "must end in .csv, .json or .jsonl"],
  ])("%j is the user's mistake", async (words, said) => {
    const { code, stderr } = await place.sluice("label", "fit", ...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: [^\n]+\n$/);
    expect(stderr).toContain(said);
  });

  test("offers exactly the models that there are", async () => {
    const { stderr } = await place.sluice("label", "fit", "--votes", "answers.csv", "--model", "none-such");
    expect(stderr).toContain(`Allowed choices are ${[...modelNames].sort().join(", ")}`.slice(0, 20));
    for (const name of modelNames) expect(stderr).toContain(name);
  });
});

test("sluice label agreement tells alpha, with the verdict of its author", async () => {
  const { code, stdout } = await place.sluice("label", "agreement", "--votes", "answers.csv", "--json");
  expect(code).toBe(0);
  // Coincidences: yes-yes 3, no-no 3, yes-no 2, so alpha = 1 - 7 * 2 / (64 - 16 - 16).
  expect(JSON.parse(stdout)[0]).toMatchObject({ items: 3, votes: 8, voters: 3, alpha: 1 - (7 * 2) / 32 });
  expect((await place.sluice("label", "agreement", "--votes", "answers.csv")).stdout).toContain(
    "too low to rely on",
  );
});
