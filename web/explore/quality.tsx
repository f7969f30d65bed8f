import type { MapAnswer } from "../../src/server/resources/map/wire.ts";
import { formatCount, formatShare } from "../shared/format.ts";

/** How good the map is, in figures, and what draws it. */
export function Quality({ map, renderer }: { readonly map: MapAnswer; readonly renderer: string }) {
  const { trustworthiness, recall, noise } = map.quality;
  const figures = [
    {
      name: "trustworthiness",
      value: trustworthiness?.toFixed(3),
      why: "Of the documents that are near each other on the map, how many are near each other in the vectors (1 is all)",
    },
    {
      name: "neighbour recall",
      value: recall === undefined ? undefined : formatShare(recall),
      why: "Of the true nearest neighbours, how many the map was built from",
    },
    {
      name: "in no cluster",
      value: noise === undefined ? undefined : formatShare(noise),
      why: "Documents that lie in no dense group",
    },
  ].filter(({ value }) => value !== undefined);
  return (
    <dl class="explore-quality" aria-label="How good the map is">
      <div>
        <dt>documents</dt>
        <dd class="number">{formatCount(map.count)}</dd>
      </div>
      {figures.map(({ name, value, why }) => (
        <div key={name} title={why}>
          <dt>{name}</dt>
          <dd class="number">{value}</dd>
        </div>
      ))}
      <div title="What draws the points; ?renderer=webgl or ?renderer=canvas in the address chooses">
        <dt>{map.dimensions === 3 ? "seen from above, by" : "drawn by"}</dt>
        <dd>{renderer}</dd>
      </div>
    </dl>
  );
}
