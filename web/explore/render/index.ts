export * from "./camera.ts";
export { graphicsName, isSoftware, type RendererWish } from "./choose-renderer.ts";
export { marks, opacities, type Palette, pointSize } from "./point-renderer.ts";
export { type Colours, type Points, Scene } from "./scene.ts";
