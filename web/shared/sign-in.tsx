import { useEffect, useState } from "preact/hooks";
import type { SessionAnswer } from "../../src/server/resources/session.ts";
import { type ApiError, post } from "./api.ts";
import { Empty, Loading } from "./states.tsx";
import { navigate } from "./url-state.tsx";

/** Exchanges the one-time token of the address (`/enter#token`, never sent in an address) for a session. */
export function SignIn({ onEntered }: { readonly onEntered: (session: SessionAnswer) => void }) {
  const [refusal, setRefusal] = useState<ApiError>();
  const token = location.pathname === "/enter" ? location.hash.slice(1) : "";
  useEffect(() => {
    if (token === "") return;
    history.replaceState(null, "", `/enter${location.search}`);
    post<SessionAnswer>("/api/session", { token }).then((session) => {
      onEntered(session);
      navigate(afterwards(), { replace: true });
    }, setRefusal);
  }, []);
  if (token !== "" && refusal === undefined) return <Loading what="the workspace" />;
  return (
    <main>
      <Empty title={refusal ? "This link does not open" : "Sign in with a link"}>
        {refusal && (
          <p>
            <bdi>{refusal.message}</bdi>
          </p>
        )}
        <p>
          Sluice lets in who holds a one-time link. <code>sluice serve</code> prints one; for another browser,
          start it with <code>--link</code>. A colleague gets theirs from the owner of the workspace.
        </p>
      </Empty>
    </main>
  );
}

/** Where the link leads: a path of this application, never another site. */
function afterwards(): string {
  const wanted = new URLSearchParams(location.search).get("to") ?? "/";
  return /^\/(?![/\\])/.test(wanted) ? wanted : "/";
}
