import { visibleText } from "../../shared/format.ts";
import type { Picture, Transform } from "../render/index.ts";
import { type Box, type Name, placeNames } from "./place-names.ts";

/** The names as elements over a map; they follow with every frame. */
export class Labels {
  readonly #host: HTMLElement;
  #names: readonly Name[] = [];
  #elements: readonly HTMLElement[] = [];
  #boxes: readonly Box[] = [];

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** Sets the names, largest first. Their text is foreign: it becomes text nodes. */
  set(names: readonly Name[]): void {
    this.#names = names;
    this.#elements = names.map(({ cluster, name }) => {
      const element = document.createElement("span");
      element.className = "explore-name";
      element.dataset.cluster = String(cluster);
      element.dir = "auto";
      const [first, ...rest] = visibleText(name).split(" · ");
      element.append(first);
      if (rest.length > 0) element.append(lighter(` · ${rest.join(" · ")}`));
      return element;
    });
    this.#host.replaceChildren(...this.#elements);
    this.#boxes = this.#elements.map(({ offsetWidth, offsetHeight }) => ({
      width: offsetWidth,
      height: offsetHeight,
    }));
  }

  /** Marks the clusters that are selected, if any are. */
  emphasize(clusters: readonly number[]): void {
    for (const [i, { cluster }] of this.#names.entries())
      this.#elements[i].classList.toggle("faint", clusters.length > 0 && !clusters.includes(cluster));
  }

  follow(transform: Transform, picture: Picture): void {
    const places = placeNames(this.#names, this.#boxes, transform, picture);
    for (const [i, place] of places.entries()) {
      const { style } = this.#elements[i];
      style.visibility = place === undefined ? "hidden" : "visible";
      if (place === undefined) continue;
      const { width, height } = this.#boxes[i];
      style.transform = `translate(${Math.round(place.left - width / 2)}px, ${Math.round(place.top - height / 2)}px)`;
    }
  }
}

function lighter(text: string): HTMLElement {
  const element = document.createElement("i");
  element.textContent = text;
  return element;
}
