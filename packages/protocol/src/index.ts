export { chunkingOf, decodeAwsChunked, trailersOf } from "./aws-chunked/index.ts";
export { createCodec } from "./codec.ts";
export type * from "./model.ts";
export { s3Address } from "./rest/s3-address.ts";
export { loadModel, MODEL_NAMES, type ModelName } from "./models.ts";
export { violationsError } from "./validate/index.ts";
export type * from "./wire.ts";
export { escapeText, parseXml, XmlSyntaxError } from "./xml/index.ts";
