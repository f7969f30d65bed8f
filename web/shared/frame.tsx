import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SessionAnswer } from "../../src/server/resources/session.ts";
import { get } from "./api.ts";
import { KeyList, useKeys } from "./keys.tsx";
import { type PageEntry, pageAt, pages } from "./pages.ts";
import { PersonContext } from "./person.tsx";
import { SignIn } from "./sign-in.tsx";
import { Empty, Failed, Loading } from "./states.tsx";
import { Toasts } from "./toast.tsx";
import { Link, useLocation } from "./url-state.tsx";

/** The application: the bar, and the page that the address names, for whoever is signed in. */
export function Frame() {
  const { path } = useLocation();
  const page = pageAt(path);
  const [session, setSession] = useState<SessionAnswer | "absent" | Error>();
  useEffect(() => {
    if (path === "/enter") return;
    get<SessionAnswer>("/api/session").then(setSession, (error) =>
      setSession(error.status === 401 ? "absent" : error),
    );
  }, [path === "/enter"]);
  useEffect(() => {
    document.title = `${page?.title ?? "Sluice"}${isSession(session) ? ` · ${session.workspace}` : ""}`;
  }, [page, session]);
  if (path === "/enter" || session === "absent") return <SignIn onEntered={setSession} />;
  if (session instanceof Error) return <Failed error={session} retry={() => location.reload()} />;
  if (session === undefined) return <Loading what="the workspace" />;
  return (
    <PersonContext.Provider value={session}>
      <Bar current={page} session={session} />
      <main id="page" tabIndex={-1}>
        {page ? <Page key={page.path} page={page} /> : <Nowhere />}
      </main>
      <Toasts />
    </PersonContext.Provider>
  );
}

function isSession(session: unknown): session is SessionAnswer {
  return typeof session === "object" && session !== null && "workspace" in session;
}

function Bar({ current, session }: { readonly current?: PageEntry; readonly session: SessionAnswer }) {
  const [showsKeys, setShowsKeys] = useState(false);
  const [signedOut, setSignedOut] = useState(false);
  useKeys({ "?": { does: "this list", run: () => setShowsKeys(true) } });
  useEffect(() => {
    const tell = (event: Event) => setSignedOut((event as CustomEvent<boolean>).detail);
    addEventListener("sluice:signed-out", tell);
    return () => removeEventListener("sluice:signed-out", tell);
  }, []);
  return (
    <header class="bar">
      <a class="skip-link" href="#page">
        Skip to the page
      </a>
      <span class="mark">Sluice</span>
      <nav aria-label="Pages">
        {pages
          .filter(({ listed }) => listed)
          .map(({ path, title }) => (
            <Link key={path} href={path} aria-current={current?.path === path ? "page" : undefined}>
              {title}
            </Link>
          ))}
      </nav>
      <span class="where" title={session.workspace}>
        {signedOut ? (
          <span class="drop">Signed out: open a new link from `sluice serve`</span>
        ) : (
          <>
            <bdi>{session.workspace}</bdi> · <bdi>{session.name}</bdi>
          </>
        )}
      </span>
      <button
        type="button"
        class="button bare small"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => setShowsKeys(true)}
      >
        ?
      </button>
      {showsKeys && <KeyList onClose={() => setShowsKeys(false)} />}
    </header>
  );
}

function Page({ page }: { readonly page: PageEntry }) {
  const [loaded, setLoaded] = useState<{ readonly component: ComponentType } | Error>();
  useEffect(() => {
    page.load().then(
      (module) => setLoaded({ component: module.default }),
      (error: Error) => setLoaded(error),
    );
  }, [page]);
  if (loaded instanceof Error) return <Failed error={loaded} retry={() => location.reload()} />;
  if (loaded === undefined) return <Loading what={page.title.toLowerCase()} />;
  const Component = loaded.component;
  return <Component />;
}

function Nowhere() {
  return (
    <Empty title="There is no such page">
      <p>
        <Link href="/">Go to the runs</Link>
      </p>
    </Empty>
  );
}
