import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/features/signals/catalogue.ts";
import { makePlace } from "./sluice.ts";

const place = makePlace();

describe("sluice signals", () => {
  test("prints name, unit, definition, source and dialect of every signal", async () => {
    const { code, stdout, stderr } = await place.sluice("signals");
    expect(code).toBe(0);
    for (const { name } of catalogue()) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    expect(stdout).toContain("dialect datatrove");
    expect(stderr).toBe('Next: sluice rules try "word_count < 80"\n');
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("a filter takes names, families and definitions; an unknown one gets the nearest", async () => {
    const { stdout } = await place.sluice("signals", "10gram", "--json");
    expect(JSON.parse(stdout)).toMatchObject([
      { name: "duplicate_10gram_char_ratio", family: "gopher_repetition" },
      { name: "dolma_duplicate_10gram_char_ratio", family: "gopher_dolma" },
      { name: "dclm_duplicate_10gram_char_ratio", family: "gopher_dclm" },
      { name: "redpajama_duplicate_10gram_char_ratio", family: "gopher_redpajama" },
    ]);
    const compared = await place.sluice("signals", "stop_word_count", "--json");
    expect(JSON.parse(compared.stdout)[0].conformance).toContain("0.2 % of 2,000 documents");
    const made = await place.sluice("signals", "pii_email", "--json");
    expect(JSON.parse(made.stdout)).toMatchObject([{ name: "pii_email_count", family: "redact()" }]);
    const unknown = await place.sluice("signals", "wrod_count");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Did you mean "word_count"?');
  });
});

test("sluice doctor finds that disk, engine and locks behave", async () => {
  const { code, stdout } = await place.sluice("doctor", "--json");
  const checks = JSON.parse(stdout) as { name: string; ok: boolean; optional?: boolean }[];
  expect(checks.filter(({ ok, optional }) => !ok && !optional)).toEqual([]);
  expect(code).toBe(0);
  expect(checks.map(({ name }) => name)).toContain("fsync and rename");
});

describe("sluice completion", () => {
  const offers = (script: string, ...words: string[]) => {
    writeFileSync(join(place.folder, "completion.bash"), script);
    const typed = words.map((word) => `'${word}'`).join(" ");
    const ask = `source completion.bash; COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _sluice; echo "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", ask], { cwd: place.folder, encoding: "utf8" }).trim().split(" ");
  };

  test("in bash offers commands, subcommands, flags and the values of a flag", async () => {
    const { code, stdout } = await place.sluice("completion", "bash");
    expect(code).toBe(0);
    expect(offers(stdout, "sluice", "r")).toEqual(["run", "report", "rules"]);
    expect(offers(stdout, "sluice", "rules", "")).toEqual([
      "list",
      "losses",
      "overlap",
      "examples",
      "try",
      "contrast",
      "suggest",
      "search",
      "set",
      "presets",
    ]);
    expect(offers(stdout, "sluice", "label", "fit", "--model", "daw")).toEqual(["dawid-skene"]);
    expect(offers(stdout, "sluice", "cost", "train", "--p")).toEqual(["--parameters", "--price"]);
    expect(offers(stdout, "sluice", "completion", "")).toEqual(["bash", "zsh", "fish"]);
  });

  test("speaks zsh and fish, and no other shell", async () => {
    expect((await place.sluice("completion", "zsh")).stdout).toContain("bashcompinit");
    expect((await place.sluice("completion", "fish")).stdout).toContain("complete -c sluice -n");
    const unknown = await place.sluice("completion", "tcsh");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/^sluice: .*bash, zsh, fish\.\n$/);
  });
});
