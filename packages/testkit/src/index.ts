export type { ClientClass, ClientIdentity } from "./client.ts";
export { connectSkylab } from "./connect-skylab.ts";
export { freePort } from "@skylab/aws/testing";
export type { Skylab, TestClock } from "./skylab.ts";
export { SpawnError, type SpawnedSkylab, spawnService, spawnSkylab } from "./spawn-skylab.ts";
export { startSkylab } from "./start-skylab.ts";
export { uniqueAccount, uniqueName } from "@skylab/service/testing";
