import type { Outbox } from "./outbox.ts";
import { useStore } from "./use-store.ts";

/** Answers that the server would not take, with its reason: they are shown until the person lets them go. */
export function Refused({ outbox }: { readonly outbox: Outbox }) {
  const { refused } = useStore(outbox);
  if (refused.length === 0) return null;
  const [{ deed, message }] = refused;
  return (
    <div class="notice label-refused" role="alert">
      <span>
        {refused.length === 1 ? "One answer was" : `${refused.length} answers were`} not taken:{" "}
        <bdi>{message}</bdi>
      </span>
      <button type="button" class="button small" onClick={() => outbox.forget(deed.id)}>
        Let it go
      </button>
    </div>
  );
}
