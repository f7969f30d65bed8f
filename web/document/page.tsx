import { useEffect } from "preact/hooks";
import { ApiError } from "../shared/api.ts";
import { shorten, visibleText } from "../shared/format.ts";
import { type PartOfPage, PartTabs } from "../shared/part-tabs.tsx";
import { Empty, Failed, Loading } from "../shared/states.tsx";
import { Link, useLocation, useQueryState } from "../shared/url-state.tsx";
import { Copies } from "./copies.tsx";
import { Difference } from "./difference.tsx";
import "./document.css";
import { Judgements, Neighbours, Origin } from "./facts.tsx";
import { Measures } from "./measures.tsx";
import { DocumentText } from "./text.tsx";
import { useDocument } from "./use-document.ts";
import { Verdict, VerdictLine } from "./verdict.tsx";

const parts: readonly PartOfPage[] = [
  ["text", "Text"],
  ["story", "Story"],
  ["facts", "Measures"],
];

const root = "/documents/";

/** Document: the whole story of one document on one page. */
export default function Page() {
  const { path } = useLocation();
  const id = idOf(path);
  return id === undefined ? <Nothing why="The address names no document." /> : <Story key={id} id={id} />;
}

function idOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(root.length)) || undefined;
  } catch {
    return undefined; // a broken percent code
  }
}

function Nothing({ why }: { readonly why: string }) {
  return (
    <Empty title="No such document">
      <p>
        <bdi>{why}</bdi>
      </p>
      <Link href="/" class="button">
        To the runs
      </Link>
    </Empty>
  );
}

function Story({ id }: { readonly id: string }) {
  const { data: answer, error, text, more, reload } = useDocument(id);
  const [view, setView] = useQueryState("view", "text");
  const [other, setOther] = useQueryState("with", "");
  const compare = (copy: string) => {
    setOther(copy, { replace: false });
    setView("text");
  };
  const title = answer && visibleText(answer.document.title ?? shorten(answer.document.source, 80));
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Sluice`;
  }, [title]);
  if (answer === undefined) {
    if (error instanceof ApiError && error.status === 404) return <Nothing why={error.message} />;
    return error ? <Failed error={error} retry={reload} /> : <Loading what="the document" />;
  }
  return (
    <article class={`document document-view-${view}`}>
      <header class="document-header">
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <VerdictLine answer={answer} />
      </header>
      <PartTabs class="document-views" parts={parts} chosen={view} choose={setView} />
      <div class="document-story">
        <Verdict answer={answer} reload={reload} />
        <Origin answer={answer} />
        <Copies answer={answer} compared={other} compare={compare} />
        <Neighbours id={id} />
      </div>
      <section class="document-body" aria-label="Text">
        {other === "" ? (
          <DocumentText answer={answer} text={text} more={more} />
        ) : (
          <Difference id={other} text={text} close={() => setOther("")} />
        )}
      </section>
      <div class="document-facts">
        <Judgements answer={answer} />
        <Measures answer={answer} />
      </div>
    </article>
  );
}
