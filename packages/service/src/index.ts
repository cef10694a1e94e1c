export type * from "./service.ts";
export { notImplemented } from "./service.ts";
