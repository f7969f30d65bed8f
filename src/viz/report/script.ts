import { createHash } from "node:crypto";

/**
 * The one script of a report: places the names of clusters where they fit, tells which document lies under the pointer,
 * and lets a cluster be picked from its list. Titles lie in a data block, in the order of the dots of each path; text reaches the page as textContent only.
 */
export const mapScript = `
const map = document.querySelector(".map");
const labels = [...document.querySelectorAll(".names span")];
const placeLabels = () => {
  const { clientWidth: width, clientHeight: height } = map;
  const taken = [];
  for (const label of labels) {
    const half = label.offsetWidth / 2;
    const line = label.offsetHeight;
    const x = Math.min(width - half - 2, Math.max(half + 2, (label.dataset.x / 100) * width));
    const free = label.dataset.y.split(" ").map((y) => Math.min(height - line / 2, Math.max(line / 2, (y / 100) * height)))
      .find((y) => !taken.some((o) => Math.abs(o.x - x) < o.half + half + 4 && Math.abs(o.y - y) < line + 2));
    label.classList.toggle("hidden", free === undefined || 2 * half + 4 > width);
    label.style.left = x + "px";
    if (free === undefined) continue;
    label.style.top = free + "px";
    taken.push({ x, y: free, half });
  }
};
if (labels.length > 0) new ResizeObserver(placeLabels).observe(map);
const block = document.getElementById("map-titles");
if (map && block) {
  const titles = JSON.parse(block.textContent);
  const svg = map.querySelector("svg");
  const dots = [];
  for (const path of svg.querySelectorAll("path")) {
    const name = path.querySelector("title").textContent;
    path.querySelector("title").remove();
    const own = titles[path.dataset.cluster] || [];
    path.getAttribute("d").split("M").slice(1).forEach((dot, i) => {
      const [x, y] = dot.replace("h0", "").split(" ").map(Number);
      dots.push({ x, y, name, text: own[i] || "" });
    });
  }
  const tip = map.appendChild(document.createElement("div"));
  const head = tip.appendChild(document.createElement("b"));
  const body = tip.appendChild(document.createElement("span"));
  tip.className = "tip";
  tip.hidden = true;
  map.addEventListener("pointermove", (event) => {
    const box = map.getBoundingClientRect();
    const view = svg.getScreenCTM().inverse();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(view);
    let best;
    let least = 14 * 14;
    for (const dot of dots) {
      const distance = ((dot.x - at.x) / view.a) ** 2 + ((dot.y - at.y) / view.d) ** 2;
      if (distance < least) { least = distance; best = dot; }
    }
    tip.hidden = !best;
    if (!best) return;
    head.textContent = best.name;
    body.textContent = best.text;
    const left = event.clientX - box.left;
    const top = event.clientY - box.top;
    tip.style.left = left > box.width / 2 ? "auto" : left + 12 + "px";
    tip.style.right = left > box.width / 2 ? box.width - left + 12 + "px" : "auto";
    tip.style.top = top > box.height / 2 ? "auto" : top + 12 + "px";
    tip.style.bottom = top > box.height / 2 ? box.height - top + 12 + "px" : "auto";
  });
  map.addEventListener("pointerleave", () => { tip.hidden = true; });
  const buttons = document.querySelectorAll(".clusters button");
  for (const button of buttons) button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    for (const other of buttons) other.setAttribute("aria-pressed", String(on && other === button));
    map.classList.toggle("picked", on);
    for (const mark of map.querySelectorAll("[data-cluster]"))
      mark.classList.toggle("on", mark.dataset.cluster === button.dataset.cluster);
    if (on) map.scrollIntoView({ block: "nearest" });
  });
}
`;

/** What the content security policy names: the only script that may run. */
export const mapScriptHash = `sha256-${createHash("sha256").update(mapScript).digest("base64")}`;
