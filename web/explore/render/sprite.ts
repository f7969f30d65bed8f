/** The pixels that a point covers. */
export interface Sprite {
  /** Width and height in pixels. */
  readonly side: number;
  /** Places of the covered pixels in an image, from the upper left one. */
  readonly offsets: Int32Array;
  /** How much of each is covered, from 1 to 256. */
  readonly covers: Int32Array;
}

/** Pixels of the largest sprite: points are at most 14 CSS pixels wide and a quarter more when selected. */
export const widest = 72;

/** A round point with soft edges. `rowLength` is the width of the image it is drawn into. */
export function spriteOf(size: number, opacity: number, rowLength: number): Sprite {
  const radius = Math.min(size, widest) / 2;
  const side = Math.ceil(2 * radius);
  const offsets: number[] = [];
  const covers: number[] = [];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const cover = Math.round(
        256 * opacity * coverage(radius, row - (side - 1) / 2, column - (side - 1) / 2),
      );
      if (cover <= 0) continue;
      offsets.push(row * rowLength + column);
      covers.push(cover);
    }
  }
  return { side, offsets: Int32Array.from(offsets), covers: Int32Array.from(covers) };
}

/** Share of a pixel inside a circle, by the distance of its middle from the circle's. */
function coverage(radius: number, dx: number, dy: number): number {
  return Math.min(1, Math.max(0, radius - Math.hypot(dx, dy) + 0.5));
}
