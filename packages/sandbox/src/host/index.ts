export { openFunctionHost } from "./open-function-host.ts";
export type { OpenDoor } from "./instance.ts";
export { type HostSettings, hostSettingsOf } from "./settings.ts";
