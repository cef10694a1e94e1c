export { awsJson } from "./aws-json.ts";
export { parseJson } from "./parse.ts";
export { jsonReader, serializationError } from "./reader.ts";
export { type JsonWriter, jsonWriter } from "./writer.ts";
