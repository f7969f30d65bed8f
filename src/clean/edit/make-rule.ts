import { z } from "zod";
import { didYouMean, UserError } from "../../core/errors.ts";
import { checkOptions } from "../../core/options.ts";
import type { Editor, EditRule } from "./rule.ts";

/** What a function that makes an edit rule says of it. */
interface RuleSpec<S extends z.ZodObject, P extends string> {
  readonly kind: string;
  readonly version: number;
  readonly schema: S;
  readonly parts: readonly P[];
  open(options: z.output<S>, isOn: (part: P) => boolean): Editor;
}

/** A schema without options takes an object without properties, not one where every property is forbidden. */
type Options<S extends z.ZodObject> = z.input<S> extends Record<string, never> ? unknown : z.input<S>;

/** Makes the function behind `c4Lines()`, `whitespace()`…: it checks its options, of which `off` names parts to leave out. */
export function editRuleMaker<S extends z.ZodObject, P extends string>(
  spec: RuleSpec<S, P>,
): (options?: Options<S> & { off?: readonly P[] }) => EditRule {
  const schema = spec.schema.extend({ off: z.array(z.enum(spec.parts)).default([]) }).strict();
  const make = (given: unknown): EditRule => {
    const checked = checkOptions(spec.kind, schema, given) as unknown as z.output<S> & { off: P[] };
    const parts = spec.parts.filter((part) => !checked.off.includes(part));
    return {
      kind: spec.kind,
      version: spec.version,
      options: { ...checked, off: spec.parts.filter((part) => checked.off.includes(part)) },
      parts,
      without: (part) => {
        if (!parts.includes(part as P))
          throw new UserError(
            `${spec.kind}: no part "${part}".${didYouMean(part, parts)} Parts: ${parts.join(", ")}`,
          );
        return make({ ...(given as object), off: [...checked.off, part] });
      },
      open: () => spec.open(checked, (part) => !checked.off.includes(part)),
    };
  };
  return (options = {} as never) => make(options);
}
