export * from "./port.ts";
export type * from "./runner.ts";
export { type CodeStore, type CodeStoreOptions, MAX_UNPACKED_BYTES, openCodeStore } from "./code/index.ts";
export { logSink } from "./log-sink.ts";
export {
  type FunctionHostOptions,
  type HostSettings,
  hostSettingsOf,
  type OpenDoor,
  openFunctionHost,
} from "./host/index.ts";
