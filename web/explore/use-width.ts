import { useEffect, useState } from "preact/hooks";

/** Room for drawers: both, one, or a sheet under the map. */
export type Width = "wide" | "middle" | "narrow";

const wide = matchMedia("(min-width: 1200px)");
const narrow = matchMedia("(max-width: 720px)");

/** How much room there is; follows the window. */
export function useWidth(): Width {
  const [width, setWidth] = useState(widthNow);
  useEffect(() => {
    const follow = () => setWidth(widthNow());
    wide.addEventListener("change", follow);
    narrow.addEventListener("change", follow);
    return () => {
      wide.removeEventListener("change", follow);
      narrow.removeEventListener("change", follow);
    };
  }, []);
  return width;
}

function widthNow(): Width {
  if (wide.matches) return "wide";
  return narrow.matches ? "narrow" : "middle";
}
