import { Icon } from "../icons.tsx";
import type { Viewer } from "./use-scene.ts";

/** Buttons over the map. */
export function MapTools({
  viewer,
  isDrawing,
  onDraw,
  onFrame,
}: {
  readonly viewer: Viewer;
  readonly isDrawing: boolean;
  readonly onDraw: (isDrawing: boolean) => void;
  /** Shows the selection; undefined when there is none. */
  readonly onFrame: (() => void) | undefined;
}) {
  return (
    <div class="explore-tools" role="toolbar" aria-label="Map">
      <Tool
        name="Draw around documents (L)"
        icon="lasso"
        pressed={isDrawing}
        run={() => onDraw(!isDrawing)}
      />
      <Tool name="Zoom in (+)" icon="plus" run={() => viewer.zoomBy(1.6)} />
      <Tool name="Zoom out (−)" icon="minus" run={() => viewer.zoomBy(1 / 1.6)} />
      <Tool name="Whole map (0)" icon="whole" run={viewer.reset} />
      <Tool name="Zoom to the selection (Z)" icon="target" run={onFrame} />
    </div>
  );
}

function Tool({
  name,
  icon,
  pressed,
  run,
}: {
  readonly name: string;
  readonly icon: "plus" | "minus" | "whole" | "lasso" | "target";
  readonly pressed?: boolean;
  readonly run: (() => void) | undefined;
}) {
  return (
    <button
      type="button"
      class={`button ${icon === "plus" || icon === "minus" ? "explore-zoom" : ""}`}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      disabled={run === undefined}
      onClick={run}
    >
      <Icon name={icon} />
    </button>
  );
}
