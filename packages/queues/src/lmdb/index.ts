export type { Durability } from "./disk.ts";
export { type LmdbQueuesOptions, openLmdbQueues } from "./lmdb-queues.ts";
