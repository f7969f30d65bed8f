import { boilerplate } from "../clean/edit/boilerplate.ts";
import { c4Lines } from "../clean/edit/c4-lines.ts";
import { citations } from "../clean/edit/citations.ts";
import { type EditMap, edit } from "../clean/edit/edit.ts";
import { type RedactOptions, redact } from "../clean/edit/redact.ts";
import { refinedWebLines } from "../clean/edit/refined-web-lines.ts";
import { repairUnicode } from "../clean/edit/repair-unicode.ts";
import { whitespace } from "../clean/edit/whitespace.ts";
import { didYouMean, UserError } from "../core/errors.ts";
import type { Entry } from "../core/stage.ts";

/** The edit rules of `sluice apply edit`, each with its defaults. */
const known: Readonly<Record<string, () => EditMap[string]>> = {
  unicode: repairUnicode,
  whitespace,
  citations,
  boilerplate,
  "refined-web": refinedWebLines,
  c4: c4Lines,
  pii: redact,
};
const usual = ["unicode", "whitespace", "boilerplate"];

/** The stage of `sluice apply edit --rules …`. */
export function editEntry(rules: readonly string[] = usual): Entry {
  const map = rules.map((name) => {
    if (!Object.hasOwn(known, name))
      throw new UserError(
        `apply edit: no rule "${name}".${didYouMean(name, Object.keys(known))} Rules: ${Object.keys(known).join(", ")}`,
      );
    return [name, known[name]()] as const;
  });
  return edit(Object.fromEntries(map));
}

/** The stage of `sluice apply redact`; its options are checked by the stage. */
export function redactEntry({ kinds, regions, mask }: Readonly<Record<string, unknown>>): Entry {
  return redact({
    ...(kinds !== undefined && { kinds }),
    ...(regions !== undefined && { regions }),
    ...(mask !== undefined && { mask }),
  } as RedactOptions);
}
