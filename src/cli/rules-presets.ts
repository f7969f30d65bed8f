import { type Preset, preset } from "../clean/presets/preset.ts";
import { published } from "../clean/presets/published.ts";
import { colours } from "./colour.ts";
import { grid } from "./grid.ts";
import { next, printJson } from "./output.ts";
import { wrap } from "./wrap.ts";

/** `sluice rules presets [name]`: the published recipes, or one of them with its rules and how to use it. */
export function rulePresets(name: string | undefined, flags: { json?: boolean }): void {
  const found = name === undefined ? published : [preset(name)];
  if (flags.json) printJson(found);
  else process.stdout.write(name === undefined ? listText(found) : presetText(found[0]));
  next(name === undefined ? "sluice rules presets fineweb" : "sluice init");
}

function listText(presets: readonly Preset[]): string {
  const rows = presets.map(({ name, title, rules, source }) => ({
    preset: name,
    title,
    rules: Object.keys(rules).length,
    source,
  }));
  return `${grid(rows, 120)}\n`;
}

function presetText({ name, title, source, measures, rules, notes }: Preset): string {
  const paint = colours(process.stdout);
  const rows = Object.entries(rules).map(([rule, one]) => ({
    rule,
    "a document goes when": typeof one === "string" ? one : one.when,
  }));
  const use = [
    `const recipe = preset("${name}");   // or: preset("${name}", { ${Object.keys(rules)[0]}: … })`,
    `signals: measure(...recipe.measures),   // ${measures.join(", ")}`,
    "quality: rules(recipe.rules),",
  ];
  return `${[
    paint.strong(title),
    ...wrap(source, 96),
    "",
    grid(rows),
    "",
    ...wrap(notes, 96),
    "",
    paint.muted("In a pipeline file:"),
    ...use.map((line) => `  ${line}`),
  ].join("\n")}\n`;
}
