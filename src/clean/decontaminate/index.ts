export { decontaminate } from "./decontaminate.ts";
export type { DecontaminateOptions } from "./options.ts";
