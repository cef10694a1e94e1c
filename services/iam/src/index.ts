export { iam, sts } from "./service.ts";
export type { IamEngines } from "./store/store.ts";
