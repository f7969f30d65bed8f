/** What reaches over the right edge of the page and is not cut or scrolled by what it lies in. Runs in the page. */
export const overflowing = `(() => {
  const width = document.documentElement.clientWidth;
  const own = ".scroll, .map, .label, blockquote, q";
  const over = [...document.querySelectorAll("main *")].filter((one) =>
    one.getBoundingClientRect().right > width + 1 && one.closest(own) === null);
  const page = document.documentElement.scrollWidth;
  return [...(page > width ? ["page: " + page] : []), ...over.map((one) => one.tagName + "." + one.className)];
})()`;

/** Words whose colour is too near to the ground they stand on: below WCAG's contrast of 4.5. Runs in the page. */
export const weakContrasts = `(() => {
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map((part) => channel(Number(part) / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  const weak = [];
  for (const one of document.querySelectorAll("main *, nav a")) {
    const speaks = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!speaks || one.closest(".matrix, script, title") !== null) continue;
    const style = getComputedStyle(one);
    const ink = luminance(one instanceof SVGElement ? style.fill : style.color);
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (contrast < 4.5) weak.push(one.tagName + " " + one.textContent.trim().slice(0, 40) + ": " + contrast.toFixed(2));
  }
  return weak;
})()`;

/** How text that came from outside is kept from turning the words around it: the value of \`unicode-bidi\`. Runs in the page. */
export const directions = `[...document.querySelectorAll("q, blockquote, bdi, code, h1, h3, .bars .label, .chart text")]
  .map((one) => getComputedStyle(one).unicodeBidi)`;
