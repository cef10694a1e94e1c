export * from "./port.ts";
export type * from "./runner.ts";
export { openCodeStore } from "./code/index.ts";
export { logSink } from "./log-sink.ts";
export { hostSettingsOf, type OpenDoor, openFunctionHost } from "./host/index.ts";
