import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../../shared/keys.tsx";
import {
  type Colours,
  type Extent,
  type Points,
  panned,
  type RendererWish,
  unproject,
} from "../render/index.ts";
import { listen, type Place } from "./gestures.ts";
import { HoverCard } from "./hover-card.tsx";
import { Labels } from "./labels.ts";
import { MapTools } from "./map-tools.tsx";
import { followOverlay, Overlay, type OverlayMarks } from "./overlay.tsx";
import type { Name } from "./place-names.ts";
import { useScene } from "./use-scene.ts";

/** What the map shows, and what hands on it mean. */
export interface MapViewProps {
  readonly version: string;
  readonly points: Points;
  readonly colours: Colours;
  /** 1 for each selected point; undefined when nothing is selected. */
  readonly selected: Uint8Array | undefined;
  readonly names: readonly Name[];
  readonly clusters: readonly number[];
  readonly marks: OverlayMarks;
  readonly camera: string;
  readonly wish: RendererWish;
  /** The value of a point in the colouring, in words. */
  readonly valueAt: (index: number) => string | undefined;
  readonly onCamera: (camera: string) => void;
  readonly onOpen: (index: number) => void;
  readonly onCluster: (cluster: number, add: boolean) => void;
  readonly onLasso: (polygon: readonly (readonly [number, number])[]) => void;
  readonly onRenderer: (kind: "webgl" | "canvas") => void;
}

const arrowPixels = 80;
const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: [arrowPixels, 0],
  ArrowRight: [-arrowPixels, 0],
  ArrowUp: [0, arrowPixels],
  ArrowDown: [0, -arrowPixels],
};

/** The points with what floats over them; drag, wheel, pinch, lasso, keys. */
export function MapView(props: MapViewProps) {
  const { points, names, clusters, selected } = props;
  const latest = useRef(props);
  latest.current = props;
  const host = useRef<HTMLDivElement>(null);
  const nameHost = useRef<HTMLDivElement>(null);
  const labels = useRef<Labels | undefined>(undefined);
  const [isDrawing, setDrawing] = useState(false);
  const drawing = useRef(isDrawing);
  drawing.current = isDrawing;
  const [stroke, setStroke] = useState<readonly Place[]>([]);
  const [hover, setHover] = useState<{ readonly index: number; readonly place: Place }>();

  const viewer = useScene(host, {
    points,
    colours: props.colours,
    mark: useMarks(selected, points.x.length),
    camera: props.camera,
    wish: props.wish,
    onCamera: props.onCamera,
    onDraw: (scene) => {
      followOverlay(host.current as HTMLElement, scene.transform);
      labels.current?.follow(scene.transform, scene.picture);
      latest.current.onRenderer(scene.kind);
    },
  });

  useLayoutEffect(() => {
    labels.current = new Labels(nameHost.current as HTMLElement);
    labels.current.set(names);
    labels.current.emphasize(clusters);
    if (viewer.scene) labels.current.follow(viewer.scene.transform, viewer.scene.picture);
  }, [names]);
  useLayoutEffect(() => labels.current?.emphasize(clusters), [clusters]);

  useEffect(() => {
    const pickAt = (place: Place) => viewer.scene?.pick(...place) ?? -1;
    return listen(host.current as HTMLElement, {
      look: viewer.look,
      onCamera: viewer.go,
      onHover: (place) => {
        const index = place === undefined || drawing.current ? -1 : pickAt(place);
        setHover((old) =>
          index < 0 || place === undefined ? undefined : old?.index === index ? old : { index, place },
        );
      },
      onTap: (place, target) => {
        const cluster = (target as HTMLElement).dataset.cluster;
        const index = pickAt(place);
        if (cluster !== undefined) latest.current.onCluster(Number(cluster), false);
        else if (index >= 0) latest.current.onOpen(index);
      },
      isDrawing: (event) => drawing.current || event.shiftKey,
      onStroke: (places, isDone) => {
        setStroke(isDone ? [] : [...places]);
        if (!isDone || places.length < 3) return;
        setDrawing(false);
        const { transform } = viewer.look();
        latest.current.onLasso(places.map(([x, y]) => unproject(transform, x, y)));
      },
    });
  }, []);

  const frame = selected === undefined ? undefined : () => frameSelected(points, selected, viewer.frame);
  useKeys({
    l: { does: "draw around documents", run: () => setDrawing(!isDrawing) },
    "+": { does: "zoom in", run: () => viewer.zoomBy(1.6) },
    "-": { does: "zoom out", run: () => viewer.zoomBy(1 / 1.6) },
    "0": { does: "whole map", run: viewer.reset },
    ...(frame && { z: { does: "zoom to the selection", run: frame } }),
    ...(isDrawing && { Escape: { does: "stop drawing", run: () => setDrawing(false) } }),
  });
  const moveByKey = (event: KeyboardEvent) => {
    const by = arrows[event.key];
    if (by === undefined || event.target !== host.current) return;
    event.preventDefault();
    const { camera, transform } = viewer.look();
    viewer.go(panned(camera, transform, ...by));
  };

  return (
    <div
      class={`explore-stage ${isDrawing ? "drawing" : ""}`}
      ref={host}
      role="application"
      aria-label={`Map of ${points.x.length} documents. Arrows move it, plus and minus zoom. The legend, the search and the table say all that it shows.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows need the focus
      tabIndex={0}
      onKeyDown={moveByKey}
    >
      <Overlay
        points={points}
        colours={props.colours}
        marks={hover ? { ...props.marks, rings: [...props.marks.rings, hover.index] } : props.marks}
      />
      <div class="explore-names" ref={nameHost} aria-hidden="true" />
      {stroke.length > 0 && (
        <svg class="explore-stroke" aria-hidden="true">
          <title>Lasso</title>
          <path d={`M${stroke.map((place) => place.join(" ")).join("L")}Z`} />
        </svg>
      )}
      {hover && (
        <HoverCard
          index={hover.index}
          left={hover.place[0]}
          top={hover.place[1]}
          version={props.version}
          value={props.valueAt(hover.index)}
        />
      )}
      {isDrawing && <p class="explore-hint">Drag around the documents you want. Esc stops.</p>}
      <MapTools viewer={viewer} isDrawing={isDrawing} onDraw={setDrawing} onFrame={frame} />
    </div>
  );
}

/** How points are drawn: as they are, or, when some are selected, the others greyed out. */
function useMarks(selected: Uint8Array | undefined, count: number): Uint8Array {
  const known = useRef<{ readonly of: Uint8Array | undefined; readonly mark: Uint8Array }>(undefined);
  if (known.current === undefined || known.current.of !== selected || known.current.mark.length !== count)
    known.current = {
      of: selected,
      mark: selected?.map((one) => (one === 1 ? 2 : 1)) ?? new Uint8Array(count),
    };
  return known.current.mark;
}

function frameSelected({ x, y }: Points, selected: Uint8Array, frame: (part: Extent) => void): void {
  const [xs, ys] = [x, y].map((values) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < values.length; i++) {
      if (selected[i] === 0) continue;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    return [low, high] as const;
  });
  if (xs[0] <= xs[1]) frame({ x: xs, y: ys });
}
