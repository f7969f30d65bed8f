import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { navigate, useLocation } from "../shared/url-state.tsx";
import { readView, type View, writeView } from "./address.ts";

/** The address follows when the hand rests: browsers refuse more than a few changes a second. */
const restMs = 250;

/** What one sees and a way to change parts of it; the address says the same a moment later. */
export function useView(): [View, (change: Partial<View>) => void] {
  const { query } = useLocation();
  const [view, setView] = useState(() => readView(query));
  const written = useRef(query);
  useEffect(() => {
    if (query !== written.current) setView(readView(query)); // Back, or a link
    written.current = query;
  }, [query]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const next = writeView(view, location.search);
      written.current = next;
      navigate(location.pathname + next, { replace: true });
    }, restMs);
    return () => clearTimeout(timer);
  }, [view]);
  const change = useCallback((part: Partial<View>) => setView((old) => ({ ...old, ...part })), []);
  return [view, change];
}
