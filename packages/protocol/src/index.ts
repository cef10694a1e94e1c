export type * from "./model.ts";
export { loadModel, MODEL_NAMES, type ModelName } from "./models.ts";
export type * from "./wire.ts";
