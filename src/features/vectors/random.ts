/** A seeded source of randomness: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A double in [0, 1). */
  next(): number;
  /** An integer in [0, limit). */
  below(limit: number): number;
  /** A standard normal deviate (Box–Muller). */
  normal(): number;
}

/** The generator sfc32 (Chris Doty-Humphrey, PractRand), warmed up with twelve rounds. */
export function makeRandom(seed: number): Random {
  const word = sfc32(seed);
  for (let i = 0; i < 12; i++) word();
  const next = () => word() / 4294967296;
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

function sfc32(seed: number): () => number {
  let a = seed >>> 0;
  let b = Math.floor(seed / 4294967296) >>> 0;
  let c = 0x9e3779b9;
  let counter = 1;
  return () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
}
