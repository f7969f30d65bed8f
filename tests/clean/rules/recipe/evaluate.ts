import { stripTypeScriptTypes } from "node:module";
import type { Pipeline } from "../../../../src/core/pipeline.ts";
import * as sluice from "../../../../src/index.ts";

/** The rules of a stage as they are when the source of a pipeline file is really run, with everything else that it says. */
export function evaluate(source: string, entry = "quality") {
  const code = stripTypeScriptTypes(source, { mode: "strip" })
    .replace(
      /import\s*\{([^}]*)\}\s*from "sluice";?/g,
      (_, names) => `const {${names.replaceAll(" as ", ": ")}} = sluice;`,
    )
    .replace(/import \* as (\w+) from "sluice";?/g, "const $1 = sluice;")
    .replace(/^export (const)/gm, "$1")
    .replace("export default", "return");
  const pipeline = new Function("sluice", code)(sluice) as Pipeline;
  const steps = pipeline.steps.map(({ name, stage }) => ({ name, kind: stage.kind, options: stage.options }));
  const own = steps.filter((step) => step.kind === "rules" && step.name.split(".")[0] === entry);
  const { rules } = own[0].options as { rules: { name: string; when: string; why?: string }[] };
  return {
    rules: new Map(rules.map(({ name, when }) => [name, when])),
    why: new Map(rules.flatMap(({ name, why }) => (why === undefined ? [] : [[name, why] as const]))),
    others: JSON.stringify(steps.filter((step) => step !== own[0])),
  };
}
