import type { LossesAnswer, LossRule, PastRunAnswer } from "../../src/server/resources/runs/wire.ts";
import { funnelChart } from "../../src/viz/charts/funnel.ts";
import { funnelColumn } from "../../src/viz/charts/funnel-column.ts";
import type { FunnelData } from "../../src/viz/charts/funnel-data.ts";
import { Chart } from "../shared/chart.tsx";
import { formatCount, formatShare, formatShort } from "../shared/format.ts";
import { Link } from "../shared/url-state.tsx";
import { useWidth } from "../shared/use-width.ts";
import { AllChanges } from "./changes.tsx";

/** Narrower than this for each stage, the funnel flows down. */
const stageWidth = 120;
const lastWords = 170;

/** What a click on a loss chooses. */
export type Choose = (stage: string, rule?: string) => void;

/** Where the documents of a run go: the Sankey, the losses as buttons, and the rules of the chosen one. */
export function Funnel({
  run,
  funnel,
  stage,
  rule,
  losses,
  choose,
}: {
  readonly run: PastRunAnswer;
  readonly funnel: FunnelData;
  readonly stage: string | undefined;
  readonly rule: string | undefined;
  readonly losses: LossesAnswer | undefined;
  readonly choose: Choose;
}) {
  const { unit, estimated, steps, input } = funnel;
  return (
    <section class="home-funnel" aria-label="Funnel">
      <h2>Where documents go</h2>
      {run.changes && <AllChanges changes={run.changes} />}
      {steps.length === 0 ? (
        <p class="quiet">
          {input === 0
            ? "Nothing was read."
            : `All ${formatShort(input)} ${unit} were kept: no stage dropped anything.`}
        </p>
      ) : (
        <>
          <p class="small quiet">
            Width is {unit}
            {estimated && " (from bytes for what fell before counting)"}. Click a loss for its rules and
            documents.
          </p>
          <Drawing funnel={funnel} choose={choose} />
          <ul class="home-losses" aria-label="Losses">
            {steps.map((step) => (
              <li key={step.stage}>
                <button
                  type="button"
                  class="button small"
                  aria-pressed={step.stage === stage}
                  onClick={() => choose(step.stage)}
                >
                  <bdi>{step.stage}</bdi> <span class="drop number">−{formatShort(step.lost)}</span>
                </button>
              </li>
            ))}
          </ul>
          {stage !== undefined && (
            <Rules run={run} funnel={funnel} stage={stage} rule={rule} losses={losses} choose={choose} />
          )}
        </>
      )}
    </section>
  );
}

/** The picture, at the width there is; a click on a loss chooses it. The buttons below do the same for keys. */
function Drawing({ funnel, choose }: { readonly funnel: FunnelData; readonly choose: Choose }) {
  const { place, width } = useWidth<HTMLDivElement>();
  const isWide = width >= funnel.steps.length * stageWidth + lastWords;
  const onClick = (event: MouseEvent) => {
    const loss = (event.target as Element | null)?.closest("[data-loss]")?.getAttribute("data-loss");
    if (loss) choose(loss);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the buttons below are the way of keys
    <div ref={place} class={`home-drawing ${isWide ? "wide" : "narrow"}`} onClick={onClick}>
      {width > 0 && <Chart markup={isWide ? funnelChart(funnel, { width }) : funnelColumn(funnel)} />}
    </div>
  );
}

function Rules({
  run,
  funnel,
  stage,
  rule,
  losses,
  choose,
}: {
  readonly run: PastRunAnswer;
  readonly funnel: FunnelData;
  readonly stage: string;
  readonly rule: string | undefined;
  readonly losses: LossesAnswer | undefined;
  readonly choose: Choose;
}) {
  const step = funnel.steps.find((one) => one.stage === stage);
  if (!run.shown)
    return (
      <ul class="home-rules-recorded small">
        {step?.rules?.map((one) => (
          <li key={one.rule}>
            <bdi>{one.rule}</bdi> <span class="quiet number">{formatCount(one.lost)}</span>
          </li>
        ))}
      </ul>
    );
  if (losses === undefined || losses.stage !== stage)
    return <p class="quiet small home-rules-wait">Counting what fell at {stage}…</p>;
  if (losses.rules.length === 0)
    return (
      <p class="quiet small">
        No rule spoke: these {formatCount(losses.documents)} documents were not chosen.
      </p>
    );
  return (
    <div class="scroll home-rules">
      <table>
        <thead>
          <tr>
            <th>Rules of {stage}</th>
            <th class="n">Documents</th>
            <th class="n" title="Of what fell at this stage; what fails two rules counts for both">
              Share
            </th>
            <th class="n" title="Documents that no other rule drops: what would come back without it">
              By it alone
            </th>
            <th>Bound</th>
          </tr>
        </thead>
        <tbody>
          {losses.rules.map((one) => (
            <RuleRow key={one.rule} one={one} stage={stage} isChosen={one.rule === rule} choose={choose} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RuleRow({
  one,
  stage,
  isChosen,
  choose,
}: {
  readonly one: LossRule;
  readonly stage: string;
  readonly isChosen: boolean;
  readonly choose: Choose;
}) {
  return (
    <tr class={isChosen ? "chosen" : undefined}>
      <td>
        <button
          type="button"
          class="home-rule"
          aria-pressed={isChosen}
          onClick={() => choose(stage, isChosen ? undefined : one.rule)}
        >
          <bdi>{one.rule}</bdi>
        </button>
      </td>
      <td class="n">{formatCount(one.documents)}</td>
      <td class="n">{formatShare(one.share)}</td>
      <td class="n">
        {formatCount(one.alone)} <span class="quiet">{formatShare(one.aloneShare)}</span>
      </td>
      <td class="mono home-bound">
        {one.bound !== null && /^[<>]/.test(one.bound) ? (
          <Link href={`/workbench?rule=${encodeURIComponent(one.rule)}`} title="Move the bound">
            <bdi>{one.bound}</bdi>
          </Link>
        ) : (
          <bdi>{one.bound ?? ""}</bdi>
        )}
      </td>
    </tr>
  );
}
