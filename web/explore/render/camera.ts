/** Where one looks: the point of the map in the middle of the picture, and how much larger it is than when everything fits. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Width and height of the picture in CSS pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
}

/** Where the points of a map lie. */
export interface Extent {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** From the map to the picture: a pixel is `x * scale + left`, `top - y * scale`. */
export interface Transform {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

const margin = 28;
const zooms = { least: 0.5, most: 2_000 };

/** The camera that shows the whole map. */
export function wholeMap({ x, y }: Extent): Camera {
  return { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2, zoom: 1 };
}

/** How the camera maps onto a picture; both axes have the same scale, up is up. */
export function transformOf(camera: Camera, extent: Extent, picture: Picture): Transform {
  const scale = fitScale(extent, picture) * camera.zoom;
  return { scale, left: picture.width / 2 - camera.x * scale, top: picture.height / 2 + camera.y * scale };
}

/** The pixel of a point of the map. */
export function project({ scale, left, top }: Transform, x: number, y: number): [x: number, y: number] {
  return [x * scale + left, top - y * scale];
}

/** The point of the map under a pixel. */
export function unproject({ scale, left, top }: Transform, px: number, py: number): [x: number, y: number] {
  return [(px - left) / scale, (top - py) / scale];
}

/** Moves the map with the pointer. */
export function panned(camera: Camera, transform: Transform, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / transform.scale, y: camera.y + dy / transform.scale };
}

/** Zooms by a factor; the point of the map under the pixel stays there. */
export function zoomedAt(
  camera: Camera,
  transform: Transform,
  factor: number,
  px: number,
  py: number,
): Camera {
  const zoom = clamp(camera.zoom * factor, zooms.least, zooms.most);
  const [x, y] = unproject(transform, px, py);
  const kept = camera.zoom / zoom;
  return { x: x + (camera.x - x) * kept, y: y + (camera.y - y) * kept, zoom };
}

/** The camera that fills the picture with a part of the map. */
export function fitting(part: Extent, extent: Extent, picture: Picture): Camera {
  const zoom = fitScale(part, picture) / fitScale(extent, picture);
  return { ...wholeMap(part), zoom: clamp(zoom, zooms.least, 40) };
}

/** A camera on the way from one to another, `t` from 0 to 1; zoom changes by equal factors. */
export function between(from: Camera, to: Camera, t: number): Camera {
  if (t >= 1) return to;
  const mix = (a: number, b: number) => a + (b - a) * t;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: from.zoom * (to.zoom / from.zoom) ** t };
}

/** The camera in the address: `x,y,zoom`, four digits of each; the whole map is the empty text. */
export function writeCamera(camera: Camera, extent: Extent): string {
  const whole = wholeMap(extent);
  const unit = Math.max(spanOf(extent.x), spanOf(extent.y)) / camera.zoom;
  const isWhole =
    Math.abs(camera.x - whole.x) + Math.abs(camera.y - whole.y) < unit / 1_000 &&
    Math.abs(camera.zoom - 1) < 0.001;
  const digits = Math.max(0, Math.min(12, 4 - Math.floor(Math.log10(unit))));
  return isWhole
    ? ""
    : [camera.x.toFixed(digits), camera.y.toFixed(digits), Number(camera.zoom.toPrecision(4))].join(",");
}

/** Reads what `writeCamera` wrote; the whole map where it reads as nothing. */
export function readCamera(text: string, extent: Extent): Camera {
  const [x, y, zoom] = text.split(",").map(Number);
  const isCamera = [x, y, zoom].every((value) => Number.isFinite(value)) && zoom > 0;
  return isCamera ? { x, y, zoom: clamp(zoom, zooms.least, zooms.most) } : wholeMap(extent);
}

function fitScale({ x, y }: Extent, { width, height }: Picture): number {
  const room = (pixels: number) => Math.max(1, pixels - 2 * margin);
  return Math.min(room(width) / spanOf(x), room(height) / spanOf(y));
}

/** A map of one point, or of equal ones, is as wide as one unit. */
function spanOf([low, high]: readonly [number, number]): number {
  return high > low ? high - low : 1;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
