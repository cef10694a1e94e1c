export { openLmdbQueues } from "./lmdb-queues.ts";
