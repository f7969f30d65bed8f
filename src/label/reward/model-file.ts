import type { Evaluation } from "./evaluate.ts";
import type { StyleScale } from "./features.ts";
import type { RewardModel } from "./model.ts";
import { styleNames } from "./style.ts";

/** What `reward.json` holds; the weights of the members lie one after the other in `reward.bin` as 32-bit floats. */
export interface RewardDescription {
  readonly format: "sluice-reward";
  readonly version: 1;
  readonly bits: number;
  readonly style: readonly string[];
  readonly scale: StyleScale;
  readonly members: readonly { readonly mean: number; readonly spread: number }[];
  readonly evaluation: Evaluation | null;
}

/** A reward model as two files. */
export interface RewardFiles {
  readonly json: Uint8Array;
  readonly bin: Uint8Array;
}

/** Writes a reward model and how it did on held-out pairs. */
export function encodeReward(model: RewardModel, evaluation: Evaluation | null): RewardFiles {
  const { bits, scale, members } = model;
  const description: RewardDescription = {
    format: "sluice-reward",
    version: 1,
    bits,
    style: styleNames,
    scale,
    members: members.map(({ mean, spread }) => ({ mean, spread })),
    evaluation,
  };
  const size = (1 << bits) + styleNames.length;
  const bin = new DataView(new ArrayBuffer(4 * size * members.length));
  members.forEach(({ weights }, m) => {
    weights.forEach((weight, at) => {
      bin.setFloat32(4 * (m * size + at), weight, true);
    });
  });
  const json = Buffer.from(`${JSON.stringify(description, null, 2)}\n`, "utf8");
  return { json, bin: new Uint8Array(bin.buffer) };
}

/** Reads a reward model from its two files. Throws when they do not belong together. */
export function decodeReward({ json, bin }: RewardFiles): RewardModel {
  const description = JSON.parse(Buffer.from(json).toString("utf8")) as RewardDescription;
  const size = (1 << description.bits) + styleNames.length;
  const isOurs = description.format === "sluice-reward" && description.style.join() === styleNames.join();
  if (!isOurs || bin.length !== 4 * size * description.members.length) {
    throw new Error("reward.json and reward.bin do not belong together, or come from another version");
  }
  const view = new DataView(bin.buffer, bin.byteOffset, bin.length);
  const members = description.members.map((member, m) => ({
    ...member,
    weights: Float32Array.from({ length: size }, (_, at) => view.getFloat32(4 * (m * size + at), true)),
  }));
  return { bits: description.bits, scale: description.scale, members };
}
