import type { ComponentChildren } from "preact";

/** While something loads: its place is kept, and it is named. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <div class="state" role="status">
      <p class="quiet">Loading {what}…</p>
    </div>
  );
}

/** Where there is nothing: what that means and what to do. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What went wrong, and a way to try again. */
export function Failed({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  return (
    <div class="state" role="alert">
      <h2>That did not work</h2>
      <p>
        <bdi>{error.message}</bdi>
      </p>
      {retry !== undefined && (
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
