import { Empty } from "../shared/states.tsx";
import { Command } from "./command.tsx";

/** Before the first run: what to type. */
export function FirstSteps({
  isRunning,
  command,
}: {
  readonly isRunning: boolean;
  readonly command: string;
}) {
  if (isRunning)
    return (
      <Empty title="The first run is on its way">
        <p class="quiet">Its row appears here when the first stage is finished.</p>
      </Empty>
    );
  return (
    <div class="state home-first">
      <h2>No run yet</h2>
      <p>
        A run reads your files, measures and judges every document, and keeps the reason for whatever it
        drops.
      </p>
      <ol>
        <li>
          Look at the input, without configuration:
          <Command text={'sluice look "crawl/*.jsonl"'} />
        </li>
        <li>
          Let Sluice write a pipeline that fits it:
          <Command text="sluice init" />
        </li>
        <li>
          Run it. This page follows by itself.
          <Command text={command} />
        </li>
      </ol>
    </div>
  );
}
