import { useLayoutEffect, useRef } from "preact/hooks";
import type { Markup } from "../../src/viz/charts/markup.ts";

interface Policy {
  createHTML(text: string): string;
}

const trustedTypes = (
  globalThis as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  }
).trustedTypes;

/**
 * The one door for markup into the page: charts come from the `html` template of `src/viz/charts`, which escapes every text
 * in it. The content security policy names this policy and no other.
 */
const policy: Policy = trustedTypes?.createPolicy("sluice-charts", { createHTML: (text) => text }) ?? {
  createHTML: (text) => text,
};

/** Shows a chart that the report draws too. */
export function Chart({ markup, class: name }: { readonly markup: Markup; readonly class?: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) place.current.innerHTML = policy.createHTML(markup.markup);
  }, [markup.markup]);
  return <div class={`chart-place ${name ?? ""}`} ref={place} />;
}
