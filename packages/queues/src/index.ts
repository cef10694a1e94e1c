export type * from "./port.ts";
export { UNMOVABLE_HIDDEN_MS } from "./port.ts";
