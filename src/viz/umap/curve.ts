/** The two numbers of UMAP's similarity curve 1 / (1 + a·d^2b) in the picture. */
export interface Curve {
  readonly a: number;
  readonly b: number;
}

const SAMPLES = 300;

/** Fits the curve to "1 up to the minimum distance, then exp(−(d − minimum) / spread)" by Gauss–Newton with damping (Levenberg–Marquardt). */
export function fitCurve(minimumDistance: number, spread = 1): Curve {
  const x = Array.from({ length: SAMPLES }, (_, i) => (i * 3 * spread) / (SAMPLES - 1));
  const y = x.map((d) => (d < minimumDistance ? 1 : Math.exp(-(d - minimumDistance) / spread)));
  let curve: Curve = { a: 1, b: 1 };
  let error = squaredError(curve, x, y);
  for (let damping = 1e-3, step = 0; step < 200 && damping < 1e12; step++) {
    const next = gaussNewton(curve, x, y, damping);
    const nextError = next.a > 0 && next.b > 0 ? squaredError(next, x, y) : Number.POSITIVE_INFINITY;
    if (nextError < error) {
      curve = next;
      error = nextError;
      damping /= 10;
    } else damping *= 10;
  }
  return curve;
}

function squaredError({ a, b }: Curve, x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (1 / (1 + a * x[i] ** (2 * b)) - y[i]) ** 2;
  return sum;
}

function gaussNewton({ a, b }: Curve, x: readonly number[], y: readonly number[], damping: number): Curve {
  let aa = 0;
  let ab = 0;
  let bb = 0;
  let ra = 0;
  let rb = 0;
  for (let i = 0; i < x.length; i++) {
    const power = x[i] ** (2 * b);
    const value = 1 / (1 + a * power);
    const da = -power * value * value;
    const db = x[i] > 0 ? da * a * 2 * Math.log(x[i]) : 0;
    const rest = y[i] - value;
    aa += da * da;
    ab += da * db;
    bb += db * db;
    ra += da * rest;
    rb += db * rest;
  }
  aa *= 1 + damping;
  bb *= 1 + damping;
  const determinant = aa * bb - ab * ab;
  return { a: a + (bb * ra - ab * rb) / determinant, b: b + (aa * rb - ab * ra) / determinant };
}
