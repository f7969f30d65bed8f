import { describe, expect, test } from "vitest";
import { edit } from "../../src/clean/edit/edit.ts";
import { redact } from "../../src/clean/edit/redact.ts";
import { whitespace } from "../../src/clean/edit/whitespace.ts";
import { rules } from "../../src/clean/rules/rules.ts";
import { pipeline } from "../../src/core/pipeline.ts";
import { keySteps } from "../../src/core/plan.ts";
import { withoutRules } from "../../src/core/undo.ts";
import { measure } from "../../src/features/signals/measure.ts";
import { ingest } from "../../src/io/ingest.ts";

const whole = pipeline({
  name: "p",
  stages: {
    documents: ingest("x.jsonl"),
    clean: edit({ space: whitespace(), pii: redact() }),
    signals: measure("basics"),
    quality: rules({ too_short: "word_count < 10", too_long: "word_count > 1000" }),
    mask: redact(),
  },
});
const keys = (...undone: string[]) =>
  Object.fromEntries(keySteps(withoutRules(whole, undone), []).map(({ name, key }) => [name, key]));
const changed = (...undone: string[]) => {
  const [before, after] = [keys(), keys(...undone)];
  return Object.keys(before).filter((name) => before[name] !== after[name]);
};

describe("undoing a rule", () => {
  test("runs its stage again and what depends on it, and nothing before it", () => {
    expect(changed()).toEqual([]);
    expect(changed("too_short")).toEqual(["quality"]);
    expect(changed("space")).toEqual(["clean", "signals", "quality", "mask"]);
  });

  test("takes a part, a rule with its stage, or a stage", () => {
    expect(changed("pii.email")).toEqual(["clean", "signals", "quality", "mask"]);
    expect(changed("mask.email")).toEqual(["mask"]);
    expect(changed("quality.too_short")).toEqual(["quality"]);
    const { quality } = keys("quality");
    expect(quality).toBe(keys("too_short", "too_long").quality);
    expect(changed("clean")).toEqual(["clean", "signals", "quality", "mask"]);
  });

  test("that several stages know turns it off in all of them", () => {
    const twice = pipeline({
      name: "p",
      stages: { documents: ingest("x.jsonl"), a: redact(), b: redact({ kinds: ["email", "ip"] }) },
    });
    const less = withoutRules(twice, ["email"]);
    expect(less.steps.map(({ stage }) => stage.rules)).toEqual([
      undefined,
      ["secret", "iban", "card", "national_id", "ip", "phone"],
      ["ip"],
    ]);
  });

  test("that no stage knows is the person's mistake, told with the nearest name", () => {
    expect(() => withoutRules(whole, ["spce"])).toThrow(
      'pipeline "p": --undo names no rule, got "spce". Did you mean "space"?',
    );
    expect(() => withoutRules(whole, ["space", "space"])).toThrow('got "space"');
  });
});
