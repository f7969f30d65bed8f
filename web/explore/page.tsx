import { ApiError } from "../shared/api.ts";
import { Failed, Loading } from "../shared/states.tsx";
import { Explorer } from "./explorer.tsx";
import { NoMap } from "./no-map.tsx";
import { useMap } from "./use-map.ts";
import "./explore.css";
import "./map/map.css";
import "./panels/colours.css";
import "./panels/documents.css";

/** The corpus as a map. */
export default function Page() {
  const { data, error, reload } = useMap();
  const hasNone = error instanceof ApiError && error.code === "no_map";
  if (hasNone || (data !== undefined && data.points === undefined)) return <NoMap retry={reload} />;
  if (data?.points === undefined)
    return error === undefined ? <Loading what="the map" /> : <Failed error={error} retry={reload} />;
  return <Explorer key="map" map={data.map} points={data.points} reload={reload} />;
}
