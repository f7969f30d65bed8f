export { type ImputeOptions, impute } from "./impute.ts";
export { type OutliersOptions, outliers } from "./outliers.ts";
export { type RepairTypesOptions, repairTypes } from "./repair-types.ts";
