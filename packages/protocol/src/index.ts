export type * from "./model.ts";
export type * from "./wire.ts";
