import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import {
  between,
  type Camera,
  type Colours,
  type Extent,
  fitting,
  type Points,
  type RendererWish,
  readCamera,
  Scene,
  type Transform,
  wholeMap,
  writeCamera,
  zoomedAt,
} from "../render/index.ts";

/** What a map shows; the scene follows it. */
export interface Shown {
  readonly points: Points;
  readonly colours: Colours;
  readonly mark: Uint8Array;
  /** As `writeCamera` has it. */
  readonly camera: string;
  readonly wish: RendererWish;
  readonly onCamera: (camera: string) => void;
  readonly onDraw: (scene: Scene) => void;
}

/** A scene and ways to look around in it. */
export interface Viewer {
  readonly scene: Scene | undefined;
  look(): { readonly camera: Camera; readonly transform: Transform };
  /** Looks from here, as a hand or a key says. */
  go(camera: Camera): void;
  /** Moves there in a moment, at once where motion is not wanted. */
  fly(camera: Camera): void;
  zoomBy(factor: number): void;
  reset(): void;
  frame(part: Extent): void;
}

const flightMs = 200;
const restMs = 200;

/** Keeps a scene in an element as long as the element is there. */
export function useScene(host: RefObject<HTMLElement | null>, shown: Shown): Viewer {
  const latest = useRef(shown);
  latest.current = shown;
  const scene = useRef<Scene | undefined>(undefined);
  const { points, colours, mark, camera, wish } = shown;
  const viewer = useRef<ReturnType<typeof makeViewer> | undefined>(undefined);
  viewer.current ??= makeViewer(scene, latest);
  useLayoutEffect(() => {
    const element = host.current as HTMLElement;
    const made = new Scene(element, wish, () => latest.current.onDraw(made));
    scene.current = made;
    const observer = new ResizeObserver(() => {
      made.resize();
      made.draw(); // a canvas that got another size is empty until it is drawn
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      viewer.current?.stop();
      made.destroy();
      scene.current = undefined;
    };
  }, [wish]);
  useLayoutEffect(() => scene.current?.setPoints(points), [points, wish]);
  useLayoutEffect(() => scene.current?.setColours(colours), [points, colours, wish]);
  useLayoutEffect(() => scene.current?.setMarks(mark), [points, mark, wish]);
  useLayoutEffect(() => viewer.current?.follow(camera), [camera, points, wish]);
  return viewer.current;
}

function makeViewer(scene: { readonly current: Scene | undefined }, latest: { readonly current: Shown }) {
  let camera: Camera | undefined;
  let written: string | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let flight = 0;
  const extent = () => latest.current.points.extent;
  const now = () => camera ?? readCamera(latest.current.camera, extent());
  const show = (next: Camera, moving: boolean) => {
    camera = next;
    scene.current?.setCamera(next, moving);
    clearTimeout(rest);
    rest = setTimeout(() => {
      written = writeCamera(next, extent());
      latest.current.onCamera(written);
    }, restMs);
  };
  const go = (next: Camera) => {
    cancelAnimationFrame(flight);
    show(next, true);
  };
  const fly = (to: Camera) => {
    cancelAnimationFrame(flight);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(to, false);
    const from = now();
    const begun = performance.now();
    const step = (time: number) => {
      const share = Math.min(1, Math.max(0, (time - begun) / flightMs));
      show(between(from, to, share), share < 1);
      if (share < 1) flight = requestAnimationFrame(step);
    };
    flight = requestAnimationFrame(step);
  };
  return {
    get scene() {
      return scene.current;
    },
    look: () => ({ camera: now(), transform: scene.current?.transform ?? { scale: 1, left: 0, top: 0 } }),
    go,
    fly,
    zoomBy: (factor: number) => {
      const { transform, picture } = scene.current ?? {};
      if (transform && picture)
        fly(zoomedAt(now(), transform, factor, picture.width / 2, picture.height / 2));
    },
    reset: () => fly(wholeMap(extent())),
    frame: (part: Extent) => {
      if (scene.current) fly(fitting(part, extent(), scene.current.picture));
    },
    /** The address changed: the camera follows unless it was this viewer who wrote it. */
    follow: (text: string) => {
      if (text !== written || camera === undefined) camera = readCamera(text, extent());
      written = text;
      scene.current?.setCamera(camera);
    },
    stop: () => {
      clearTimeout(rest);
      cancelAnimationFrame(flight);
    },
  };
}
