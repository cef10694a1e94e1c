export type * from "./answer.ts";
export type { ShutdownReason } from "./extensions.ts";
export { openRuntimeApi, type RuntimeApi } from "./open-runtime-api.ts";
