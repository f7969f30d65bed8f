import { afterEach, describe, expect, test } from "vitest";
import { ask, signIn } from "../server/serving.ts";
import { type Served, startServing } from "../server/tasks/process.ts";
import { jsonl, makePlace } from "./sluice.ts";

const notes = Array.from({ length: 5 }, (_, i) => ({
  id: `n${i}`,
  body: `Note number ${i}.`,
  title: `Note ${i}`,
}));
const place = makePlace({
  "notes.jsonl": jsonl(notes),
  "empty.jsonl": "",
  "torn.jsonl": '{"text": \n',
  "two words.txt": "One text in a file.",
  "pipe.ts": `import { ingest, pipeline } from "sluice";
export default pipeline({ name: "notes", stages: { documents: ingest("notes.jsonl", { text: "body" }) } });`,
});

let served: Served | undefined;
afterEach(() => served?.kill());

const serve = async (...words: string[]) => {
  served = await startServing(place.folder, "label", ...words, "--port", "0");
  const { url, link } = served;
  const [, to, token] = /\/enter\?to=([^#]*)#(.*)$/.exec(link) as RegExpExecArray;
  const cookie = await signIn(url, token);
  return { url, cookie, to: decodeURIComponent(to), served };
};

describe("sluice label FILE", () => {
  test("reads the file, prints a link that lands on its queue, and its answers are votes; asked again it goes on", async () => {
    const { url, cookie, to } = await serve("notes.jsonl", "--labels", "good,bad", "--text", "body");
    expect(to).toBe("/label?task=notes");
    const { json } = await ask(url, "/api/tasks/notes/queue", { cookie });
    expect(json.cards.length).toBe(5);
    expect(json.cards[0].document).toMatchObject({
      title: expect.stringMatching(/^n\d$/),
      text: expect.stringMatching(/^Note/),
    });
    const document = json.cards[0].document.id;
    const act = { act: "answer", task: "notes", document, labels: ["bad"], seconds: 1, evidence: false };
    await ask(url, "/api/deeds", { cookie, body: { deeds: [{ id: crypto.randomUUID(), act }] } });
    const sql = "SELECT id, task, label FROM votes";
    const { stdout } = await place.sluice("query", sql, "--workspace", "notes.sluice", "--format", "json");
    expect(JSON.parse(stdout)).toEqual([{ id: document, task: "notes", label: "bad" }]);
    await served?.kill();

    const again = await serve("notes.jsonl", "--text", "body");
    expect(again.served.said()).toContain("unchanged");
    const { json: task } = await ask(again.url, "/api/tasks", { cookie: again.cookie });
    expect(task.tasks).toMatchObject([{ task: "notes", labels: ["good", "bad"], answered: 1, documents: 5 }]);
    await again.served.kill();

    const lost = await place.sluice("label", "notes.jsonl", "--labels", "good,fair", "--text", "body");
    expect([lost.code, lost.stderr]).toEqual([
      2,
      expect.stringContaining('--labels leaves out "bad", which has answers already'),
    ]);
  });

  test("a name with spaces, several labels to a document, another task", async () => {
    const { url, cookie, to } = await serve(
      "two words.txt",
      "--labels",
      "a, b ,c",
      "--multiple",
      "--task",
      "what is it?",
    );
    expect(to).toBe("/label?task=what+is+it%3F");
    const { json } = await ask(url, "/api/tasks", { cookie });
    expect(json.tasks).toMatchObject([
      { task: "what is it?", labels: ["a", "b", "c"], multiple: true, documents: 1 },
    ]);
    expect(served?.said()).toContain("./two-words.sluice at http://127.0.0.1:");
  });

  test("Ctrl-C ends it cleanly, with what to do next", async () => {
    const { served: own } = await serve(
      ...["notes.jsonl", "--labels", "good,bad", "--text", "body", "--workspace", "other.sluice"],
    );
    const ended = new Promise((done) => own.child.once("close", done));
    own.child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(own.said()).toContain(
      'Next: sluice query "SELECT label, count(*) FROM votes GROUP BY label" --workspace other.sluice',
    );
  });

  test.each([
    [["nope.jsonl", "--labels", "a,b"], "label nope.jsonl: there is no such file."],
    [["analize"], 'Did you mean "analyze"?'],
    [["torn.jsonl"], "label torn.jsonl: name the possible answers: --labels good,bad"],
    [["notes.jsonl", "--labels", "a"], 'labels: takes two labels or more, got ["a"]'],
    [["notes.jsonl", "--labels", "a,,b"], '--labels holds an empty label, got "a,,b"'],
    [["notes.jsonl", "--labels", "é,e\u0301"], "labels: must name each label once"],
    [["notes.jsonl", "--labels", "a,b\u0007"], "must hold no control, zero-width or direction characters"],
    [["notes.jsonl", "--labels", "a,b", "--port", "x"], "must be a whole number from 0"],
    [
      ["torn.jsonl", "--labels", "a,b"],
      "label torn.jsonl: 1 record could not be read, the first at torn.jsonl:",
    ],
    [["empty.jsonl", "--labels", "a,b"], "empty.jsonl"],
    [
      ["notes.jsonl", "--labels", "a,b", "--text", "bdoy", "--workspace", "typo.sluice"],
      "5 records could not be read",
    ],
  ])("%j is the user's mistake", async (words, said) => {
    const { code, stdout, stderr } = await place.sluice("label", ...words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^sluice: [^\n]+$/);
    expect(stderr).toContain(said);
  });

  test("a workspace that a pipeline made is left as it is, and is no file to label", async () => {
    await place.sluice("run", "pipe.ts", "--workers", "1", "--workspace", "made.sluice", "--no-report");
    const into = await place.sluice("label", "notes.jsonl", "--labels", "a,b", "--workspace", "made.sluice");
    expect([into.code, into.stderr]).toEqual([
      2,
      expect.stringContaining(
        'holds the results of the pipeline "notes". Label those with: sluice serve --workspace made.sluice',
      ),
    ]);
    const as = await place.sluice("label", "made.sluice", "--labels", "a,b");
    expect([as.code, as.stderr]).toEqual([
      2,
      expect.stringContaining("is a workspace. Open it with: sluice serve"),
    ]);
  });

  test("its subcommands keep their own flags", async () => {
    const { code, stderr } = await place.sluice("label", "analyze", "--workspace", "made.sluice");
    expect([code, stderr]).toEqual([2, expect.stringContaining("no stage of this workspace labels")]);
    const help = await place.sluice("label");
    expect([help.code, help.stderr]).toEqual([0, ""]);
    for (const name of ["fit", "analyze", "agreement", "--labels"]) expect(help.stdout).toContain(name);
  });
});
