import { type Camera, panned, type Transform, zoomedAt } from "../render/index.ts";

/** What hands do on a map, told to whoever listens; places are pixels of the element. */
export interface Gestures {
  /** The map before the gesture's next step. */
  readonly look: () => { readonly camera: Camera; readonly transform: Transform };
  readonly onCamera: (camera: Camera) => void;
  /** The pointer is here, over the map and pressing nothing; undefined when it left. */
  readonly onHover: (place: Place | undefined) => void;
  /** A short press without a move. */
  readonly onTap: (place: Place, target: Element) => void;
  /** True when dragging draws a lasso instead of moving the map. */
  readonly isDrawing: (event: PointerEvent) => boolean;
  readonly onStroke: (places: readonly Place[], isDone: boolean) => void;
}

/** Pixels from the upper left corner of the element. */
export type Place = readonly [x: number, y: number];

const tapPixels = 5;
const strokePixels = 3;
const wheelFactor = 1.0016;
const doubleTapMs = 320;

/** Listens to pointers and wheel on an element; returns what ends it. */
export function listen(element: HTMLElement, gestures: Gestures): () => void {
  const pointers = new Map<number, Place>();
  let stroke: Place[] | undefined;
  let travelled = 0;
  let tapped = 0;
  const at = (event: MouseEvent): Place => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const move = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    const place = at(event);
    if (before === undefined)
      return void (
        event.pointerType !== "touch" && gestures.onHover(isMap(event.target) ? place : undefined)
      );
    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    pointers.set(event.pointerId, place);
    travelled += distance(before, place);
    if (stroke !== undefined) {
      for (const one of event.getCoalescedEvents?.() ?? [event]) extend(stroke, at(one));
      gestures.onStroke(stroke, false);
    } else if (others.length === 1) pinch(before, place, others[0]);
    else if (others.length === 0 && travelled > tapPixels) {
      const { camera, transform } = gestures.look();
      gestures.onCamera(panned(camera, transform, place[0] - before[0], place[1] - before[1]));
    }
  };
  const pinch = (before: Place, place: Place, fixed: Place) => {
    const { camera, transform } = gestures.look();
    const factor = distance(place, fixed) / Math.max(1, distance(before, fixed));
    const [x, y] = [(place[0] + fixed[0]) / 2, (place[1] + fixed[1]) / 2];
    const [dx, dy] = [(place[0] - before[0]) / 2, (place[1] - before[1]) / 2];
    const { scale, left, top } = transform;
    const moved = { scale, left: left + dx, top: top + dy };
    gestures.onCamera(zoomedAt(panned(camera, transform, dx, dy), moved, factor, x, y));
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || isControl(event.target)) return;
    gestures.onHover(undefined);
    element.setPointerCapture?.(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) travelled = 0;
    else travelled = Infinity;
    stroke = pointers.size === 1 && gestures.isDrawing(event) ? [at(event)] : undefined;
  };
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    if (stroke !== undefined && travelled > tapPixels) gestures.onStroke(stroke, true);
    else if (travelled <= tapPixels && event.type === "pointerup") tap(event);
    if (stroke !== undefined) gestures.onStroke([], false);
    stroke = undefined;
  };
  const tap = (event: PointerEvent) => {
    const place = at(event);
    const isSecond = event.timeStamp - tapped < doubleTapMs;
    tapped = isSecond ? 0 : event.timeStamp;
    if (isSecond) return zoom(2, place);
    const below = document
      .elementsFromPoint(event.clientX, event.clientY)
      .find((one) => element.contains(one));
    gestures.onTap(place, below ?? element);
  };
  const zoom = (factor: number, [x, y]: Place) => {
    const { camera, transform } = gestures.look();
    gestures.onCamera(zoomedAt(camera, transform, factor, x, y));
  };
  const wheel = (event: WheelEvent) => {
    if (isControl(event.target)) return;
    event.preventDefault();
    gestures.onHover(undefined);
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1) * (event.ctrlKey ? 6 : 1);
    zoom(wheelFactor ** -Math.max(-600, Math.min(600, pixels)), at(event));
  };
  const leave = () => gestures.onHover(undefined);
  const listeners = {
    pointermove: move,
    pointerdown: down,
    pointerup: up,
    pointercancel: up,
    pointerleave: leave,
  };
  for (const [name, listener] of Object.entries(listeners))
    element.addEventListener(name, listener as EventListener);
  element.addEventListener("wheel", wheel, { passive: false });
  return () => {
    for (const [name, listener] of Object.entries(listeners))
      element.removeEventListener(name, listener as EventListener);
    element.removeEventListener("wheel", wheel);
  };
}

/** Adds the place to a stroke unless it is too near to the last one. */
function extend(stroke: Place[], place: Place): void {
  if (distance(stroke[stroke.length - 1], place) >= strokePixels) stroke.push(place);
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Names and buttons over the map are pressed themselves. */
function isMap(target: EventTarget | null): boolean {
  return !isControl(target) && (target as HTMLElement | null)?.dataset?.cluster === undefined;
}

/** Buttons over the map are no part of it. */
function isControl(target: EventTarget | null): boolean {
  return (target as Element | null)?.closest?.("button, input, a, select") != null;
}
