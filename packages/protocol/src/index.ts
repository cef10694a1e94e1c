export { createCodec } from "./codec.ts";
export type * from "./model.ts";
export { loadModel, MODEL_NAMES, type ModelName } from "./models.ts";
export { violationsError } from "./validate/index.ts";
export type * from "./wire.ts";
