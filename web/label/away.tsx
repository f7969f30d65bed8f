import type { ApiError } from "../shared/api.ts";
import { Empty, Failed } from "../shared/states.tsx";
import type { Outbox } from "./outbox.ts";
import { useStore } from "./use-store.ts";

/** When no card can be fetched: what is wrong, and that no answer is lost by it. */
export function Away({
  error,
  outbox,
  retry,
}: {
  readonly error: Error;
  readonly outbox: Outbox;
  readonly retry: () => void;
}) {
  const { waiting } = useStore(outbox);
  if ((error as ApiError).status !== 0) return <Failed error={error} retry={retry} />;
  return (
    <div role="alert">
      <Empty title="The server does not answer">
        <p>
          {waiting > 0 &&
            `${waiting === 1 ? "One answer waits" : `${waiting} answers wait`} in this browser and will be sent when it is back. `}
          This page tries again by itself, and goes on where you are.
        </p>
        <p>
          If it was stopped, start it again, on the same port:{" "}
          <code>sluice serve --port {location.port || "80"}</code>
        </p>
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      </Empty>
    </div>
  );
}
