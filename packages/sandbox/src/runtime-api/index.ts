export type * from "./answer.ts";
export type { ShutdownReason } from "./extensions.ts";
export { openRuntimeApi, type RuntimeApi, type RuntimeApiOptions } from "./open-runtime-api.ts";
