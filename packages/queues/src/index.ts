export type * from "./port.ts";
export { UNMOVABLE_HIDDEN_MS } from "./port.ts";
export { type Crowds, openCrowds } from "./work/crowds.ts";
export { type Attempt, type Work, type WorkJob, workOff } from "./work/work-off.ts";
export { LEASE_MS, type Leased, type NewItem, openWorkQueue, type Turn, type WorkQueue } from "./work/work-queue.ts";
