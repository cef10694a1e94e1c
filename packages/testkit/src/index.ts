export type { ClientClass, ClientConfig, ClientIdentity } from "./client.ts";
export { SpawnError, type SpawnedSkylab, type SpawnOptions, spawnSkylab } from "./spawn-skylab.ts";
export { type Skylab, startSkylab } from "./start-skylab.ts";
export { uniqueAccount, uniqueName } from "./unique-name.ts";
