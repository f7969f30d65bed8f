import { type Picture, project, type Transform } from "../render/camera.ts";

/** A name on the map; the larger the cluster, the sooner it gets a place. */
export interface Name {
  readonly cluster: number;
  readonly name: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** Where a name stands, in pixels; its middle. */
export interface Placed {
  readonly left: number;
  readonly top: number;
}

/** Width and height that a name takes. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

const most = 60;
const gap = 6;
/** Names stand over the middle of their cluster, so that small ones can be seen. */
const rise = 16;

/**
 * Places for names, in the order given, without one over the other or over the edge; undefined where there is no room, and
 * where the cluster's middle is out of sight.
 * Since the order is always the same, zooming in only ever adds names.
 */
export function placeNames(
  names: readonly Name[],
  boxes: readonly Box[],
  transform: Transform,
  picture: Picture,
): readonly (Placed | undefined)[] {
  const taken: (Placed & Box)[] = [];
  return names.map(({ x, y }, i) => {
    if (taken.length >= most) return undefined;
    const [middle, centre] = project(transform, x, y);
    const { width, height } = boxes[i];
    const [clearX, clearY] = [width / 2 + gap, height / 2 + gap];
    const isSeen = middle >= 0 && middle <= picture.width && centre >= 0 && centre <= picture.height;
    if (!isSeen || picture.width < 2 * clearX) return undefined;
    const left = Math.min(picture.width - clearX, Math.max(clearX, middle));
    const top = Math.max(clearY, centre - rise);
    const isFree = taken.every(
      (other) =>
        Math.abs(other.left - left) >= (other.width + width) / 2 + gap ||
        Math.abs(other.top - top) >= (other.height + height) / 2 + gap,
    );
    if (!isFree) return undefined;
    taken.push({ left, top, width, height });
    return { left, top };
  });
}
