import { UserError } from "../../core/errors.ts";
import type { LabelingFunction } from "./labeling-function.ts";

/** What an address must have; every given part must hold. */
export interface UrlPattern {
  /** Hosts; `example.com` also stands for `www.example.com`, `edu` for every host below `.edu`. */
  readonly hosts?: readonly string[];
  /** Pattern of path and query. */
  readonly path?: RegExp;
}

/** Votes `label` by the address of the document; abstains where there is none or it cannot be read. */
export function url(pattern: UrlPattern, label: string): LabelingFunction {
  const { hosts, path } = pattern;
  if (hosts === undefined && path === undefined) {
    throw new UserError(`url for "${label}": give hosts, path, or both`);
  }
  const known = hosts && new Set(hosts.map((host) => host.toLowerCase().replace(/^\.+/, "")));
  const stateless = path && new RegExp(path.source, path.flags.replace(/[gy]/g, ""));
  return {
    columns: ["url"],
    definition: { url: { hosts, path }, label },
    vote: ({ columns }) => {
      const address = URL.parse(String(columns.url ?? ""));
      if (address === null) return null;
      const holds =
        isBelow(address.hostname, known) && (stateless?.test(address.pathname + address.search) ?? true);
      return holds ? label : null;
    },
  };
}

function isBelow(host: string, known: ReadonlySet<string> | undefined): boolean {
  if (known === undefined) return true;
  const parts = host.split(".");
  return parts.some((_, i) => known.has(parts.slice(i).join(".")));
}
