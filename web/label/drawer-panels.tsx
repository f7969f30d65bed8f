import type { NeighboursAnswer } from "../../src/server/resources/documents/wire.ts";
import type { CardAnswer } from "../../src/server/resources/tasks/wire.ts";
import { type ApiError, get } from "../shared/api.ts";
import { formatCount, formatShare, visibleText } from "../shared/format.ts";
import { useData } from "../shared/use-data.ts";
import { signOf } from "./colours.ts";
import type { Progress } from "./use-progress.ts";

/** One judged document in the list. */
export interface Judged {
  readonly key: string;
  readonly brief: string;
  readonly labels: readonly string[] | null;
}

/** Who votes what on a document, and how far the label model trusts them. */
export function Votes({ card, labels }: { readonly card: CardAnswer; readonly labels: readonly string[] }) {
  return (
    <>
      {card.model !== null && (
        <p class="small">
          The model says <LabelName label={card.model.label} labels={labels} />,{" "}
          <span class="number">{formatShare(card.model.probability)}</span> sure.
        </p>
      )}
      {card.votes.length === 0 ? (
        <p class="quiet small">No function and no model votes on this document.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">voter</th>
              <th scope="col">label</th>
              <th scope="col" class="n" title="How reliable the label model finds it, 0 to 1">
                weight
              </th>
            </tr>
          </thead>
          <tbody>
            {card.votes.map(({ voter, label, weight }) => (
              <tr key={`${voter} ${label}`}>
                <td>
                  <bdi>{voter}</bdi>
                </td>
                <td>
                  <LabelName label={label} labels={labels} />
                </td>
                <td class="n">{weight === null ? "" : weight.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet tiny">Other people's answers stay hidden, so that everybody judges alone.</p>
    </>
  );
}

/** Documents whose vectors lie near. */
export function Similar({ id, onOpen }: { readonly id: string; readonly onOpen: (key: string) => void }) {
  const { data, error, loading } = useData(
    (signal) =>
      get<NeighboursAnswer>(`/api/documents/${encodeURIComponent(id)}/neighbours`, { count: 8 }, signal),
    [id],
  );
  if (error !== undefined)
    return (
      <p class="quiet small">
        {(error as ApiError).status === 404
          ? "Nothing to compare by: this workspace has no vectors. A stage embed() makes them."
          : error.message}
      </p>
    );
  if (data === undefined) return <p class="quiet small">{loading ? "Looking for similar documents…" : ""}</p>;
  return (
    <ul class="label-list">
      {data.neighbours.map((one) => (
        <li key={one.id}>
          <button type="button" onClick={() => onOpen(one.id)}>
            <span class="quiet number tiny">{one.similarity.toFixed(2)}</span>
            <span class="excerpt">
              {one.title !== null && (
                <b>
                  <bdi>{visibleText(one.title)}</bdi>{" "}
                </b>
              )}
              <bdi>{visibleText(one.excerpt)}</bdi>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The last answers, newest first. */
export function History({
  past,
  labels,
  onOpen,
}: {
  readonly past: readonly Judged[];
  readonly labels: readonly string[];
  readonly onOpen: (key: string) => void;
}) {
  if (past.length === 0)
    return <p class="quiet small">What you answer stands here; a click goes back to it.</p>;
  return (
    <ul class="label-list">
      {past
        .slice(-20)
        .toReversed()
        .map((one) => (
          <li key={one.key}>
            <button type="button" onClick={() => onOpen(one.key)}>
              {one.labels === null ? (
                <span class="quiet">skipped</span>
              ) : (
                <span>
                  {one.labels.map((label) => (
                    <LabelName key={label} label={label} labels={labels} />
                  ))}
                </span>
              )}
              <span class="label-brief">
                <bdi>{visibleText(one.brief)}</bdi>
              </span>
            </button>
          </li>
        ))}
    </ul>
  );
}

/** How far this person and everybody is. */
export function Distribution({
  progress: { told },
  labels,
}: {
  readonly progress: Progress;
  readonly labels: readonly string[];
}) {
  if (told === undefined) return <p class="quiet small">Counting…</p>;
  const { everybody } = told;
  return (
    <>
      <p class="small">
        You: <b class="number">{formatCount(told.answered)}</b> answered,{" "}
        <span class="number">{formatCount(told.skipped)}</span> skipped,{" "}
        <span class="number">{formatCount(told.flagged)}</span> flagged,{" "}
        <span class="number">{formatCount(told.judged)}</span> pairs.
        <br />
        Everybody: <b class="number">{formatCount(everybody.documents)}</b> of{" "}
        <span class="number">{formatCount(told.documents)}</span> documents,{" "}
        <span class="number">{formatCount(everybody.answers)}</span> answers,{" "}
        <span class="number">{formatCount(everybody.people)}</span>{" "}
        {everybody.people === 1 ? "person" : "people"}.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">label</th>
            <th scope="col" class="n">
              yours
            </th>
            <th scope="col" class="n">
              all
            </th>
          </tr>
        </thead>
        <tbody>
          {told.labels.map(({ label, mine, everybody: all }) => (
            <tr key={label}>
              <td>
                <LabelName label={label} labels={labels} />
              </td>
              <td class="n">{formatCount(mine)}</td>
              <td class="n">{formatCount(all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function LabelName({ label, labels }: { readonly label: string; readonly labels: readonly string[] }) {
  return (
    <span class="label-name">
      <i style={{ background: signOf(label, labels).colour }} aria-hidden="true" />
      <bdi>{label}</bdi>
    </span>
  );
}
