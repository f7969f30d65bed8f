import { describe, expect, test } from "vitest";
import { questions } from "../../src/tokens/cost/questions.ts";
import { makePlace } from "./sluice.ts";

const place = makePlace();

describe("sluice cost", () => {
  test("has a command for each question and a flag for each input", async () => {
    const { stdout } = await place.sluice("cost");
    for (const kind of Object.keys(questions)) expect(stdout).toMatch(new RegExp(`^  ${kind} `, "m"));
    const help = (await place.sluice("cost", "label", "--help")).stdout;
    for (const name of Object.keys(questions.label.shape).filter((key) => key !== "kind")) {
      const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(help).toMatch(new RegExp(`--(no-)?${flag}\\b`));
    }
  });

  test("answers with the number, its range, formula, inputs and dated sources", async () => {
    const { code, stdout } = await place.sluice("cost", "train", "--parameters", "1B", "--tokens", "20B");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^money {2}[\d.]+ USD {2}\(.+ to .+\)/);
    expect(stdout).toContain("C = 6 * N * D");
    expect(stdout).toContain("parameters 1 B, tokens 20 B");
    expect(stdout).toMatch(/, 202\d-\d\d/);
  });

  test("--json keeps full figures", async () => {
    const { stdout } = await place.sluice(
      "cost",
      "train",
      "--parameters",
      "1e9",
      "--tokens",
      "20B",
      "--json",
    );
    const { answer } = JSON.parse(stdout);
    expect(answer.find(({ name }: { name: string }) => name === "compute").value).toBe(6 * 1e9 * 20e9);
  });

  test("a model without its size has a twentieth of the tokens", async () => {
    const { stdout } = await place.sluice("cost", "train", "--tokens", "20B", "--json");
    expect(JSON.parse(stdout).question.parameters).toBe(1e9);
  });

  test.each([
    [["train"], "--tokens N"],
    [["budget"], "--dollars"],
    [["store", "--tokens", "1T", "--bytes-per-token", "3"], "must be 2 or 4"],
    [["label", "--items", "many"], 'such as 1.4T, 124M or 5000, got "many"'],
    [["train", "--tokens", "lots"], 'got "lots"'],
    [["train", "--tokens", "1B", "--hardware", "h10"], "Allowed choices are a100, h100"],
    [["trian"], 'Did you mean "train"?'],
  ])("%j is the user's mistake", async (words, said) => {
    const { code, stderr } = await place.sluice("cost", ...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: [^\n]+\n$/);
    expect(stderr).toContain(said);
  });
});
