/** Parameters that say where a reader came from and change nothing of the page. */
const tracking =
  /^(utm_\w*|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|mkt_tok|_ga|_gl|_hsenc|_hsmi|vero_id|oly_anon_id|oly_enc_id|ref_src|ref_url|spm|scid)$/i;

/**
 * The address under which two URLs of the same page are equal: without http or https, `www.`, user, default port, fragment, tracking
 * parameters and trailing slash; the host in lower case, parameters in order. What is no URL stands for itself; null for none.
 */
export function normalUrl(url: string | null): string | null {
  const trimmed = url?.trim() ?? "";
  if (trimmed === "") return null;
  const parsed = parse(trimmed);
  if (parsed === undefined) return trimmed;
  const web = parsed.protocol === "http:" || parsed.protocol === "https:";
  const path = parsed.pathname.replace(/(?<!\/)\/+$/, "");
  return `${web ? "" : parsed.protocol}//${hostOf(parsed)}${path}${queryOf(parsed)}`;
}

/** An address without a scheme, `example.org/page`, is one of the web. */
function parse(url: string): URL | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) && URL.canParse(url)) return new URL(url);
  const guessed = `http://${url.replace(/^\/\//, "")}`;
  return /^(\/\/)?[^\s/?#]+\.[^\s/?#]+/.test(url) && URL.canParse(guessed) ? new URL(guessed) : undefined;
}

function hostOf({ hostname, port, protocol }: URL): string {
  // 80 is the default of http alone; the scheme is set aside, so that both ports are the default of both.
  const isDefault =
    port === "" || (protocol === "https:" && port === "80") || (protocol === "http:" && port === "443");
  return hostname.replace(/^www\.(?=[^.]+\.)/, "").replace(/\.$/, "") + (isDefault ? "" : `:${port}`);
}

function queryOf({ searchParams }: URL): string {
  const kept = [...searchParams].filter(([name]) => !tracking.test(name));
  if (kept.length === 0) return "";
  const sorted = new URLSearchParams(kept);
  sorted.sort();
  return `?${sorted}`;
}
