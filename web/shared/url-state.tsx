import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";

const changed = new Set<() => void>();

function announce(): void {
  for (const listener of changed) listener();
}

addEventListener("popstate", announce);

/** Path and query of the page, which follow every navigation. */
export function useLocation(): { readonly path: string; readonly query: string } {
  const [href, setHref] = useState(location.pathname + location.search);
  useEffect(() => {
    const follow = () => setHref(location.pathname + location.search);
    follow(); // it may have changed between the first drawing and now
    changed.add(follow);
    return () => void changed.delete(follow);
  }, []);
  const at = href.indexOf("?");
  return { path: at < 0 ? href : href.slice(0, at), query: at < 0 ? "" : href.slice(at) };
}

/** Goes to another page or state of the application; `replace` leaves no step behind for the Back button. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  announce();
}

/**
 * A piece of state that lives in the query of the address, so that a link shows the same thing. The fallback is not
 * written there. Setting replaces the present step of the history unless `replace` is false.
 */
export function useQueryState(
  name: string,
  fallback: string,
): [string, (value: string, options?: { readonly replace?: boolean }) => void] {
  const { query } = useLocation();
  const value = new URLSearchParams(query).get(name) ?? fallback;
  const set = useCallback(
    (next: string, { replace = true }: { readonly replace?: boolean } = {}) => {
      const parameters = new URLSearchParams(location.search);
      if (next === fallback) parameters.delete(name);
      else parameters.set(name, next);
      const text = parameters.toString();
      navigate(location.pathname + (text === "" ? "" : `?${text}`), { replace });
    },
    [name, fallback],
  );
  return [value, set];
}

/** A link within the application; other links are plain `<a>`. */
export function Link({
  href,
  children,
  ...rest
}: {
  readonly href: string;
  readonly children?: ComponentChildren;
  readonly class?: string;
  readonly title?: string;
  readonly "aria-current"?: "page";
  readonly "aria-label"?: string;
}) {
  return (
    <a
      href={href}
      {...rest}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(href);
        scrollTo(0, 0);
      }}
    >
      {children}
    </a>
  );
}
