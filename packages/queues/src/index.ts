export type * from "./port.ts";
export { type Crowds, openCrowds } from "./work/crowds.ts";
export { type Attempt, workOff } from "./work/work-off.ts";
export { type Leased, type NewItem, openWorkQueue, type Turn, type WorkQueue } from "./work/work-queue.ts";
