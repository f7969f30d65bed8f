import type { ComponentType } from "preact";

/** A page of the application, loaded when it is opened. */
export interface PageEntry {
  readonly path: string;
  readonly title: string;
  /** Named in the bar at the top. */
  readonly listed: boolean;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** The pages by path. */
export const pages: readonly PageEntry[] = [
  { path: "/", title: "Home", listed: true, load: () => import("../home/page.tsx") },
  { path: "/label", title: "Label", listed: true, load: () => import("../label/page.tsx") },
  { path: "/explore", title: "Explore", listed: true, load: () => import("../explore/page.tsx") },
  { path: "/workbench", title: "Workbench", listed: true, load: () => import("../workbench/page.tsx") },
  { path: "/budget", title: "Budget", listed: true, load: () => import("../budget/page.tsx") },
  { path: "/documents/", title: "Document", listed: false, load: () => import("../document/page.tsx") },
];

/** The page at a path: an exact one, or one whose path ends in `/` and begins it. */
export function pageAt(path: string): PageEntry | undefined {
  return (
    pages.find((page) => page.path === path) ??
    pages.find((page) => page.path.length > 1 && page.path.endsWith("/") && path.startsWith(page.path))
  );
}
