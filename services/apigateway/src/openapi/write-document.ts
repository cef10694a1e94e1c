import { stringify } from "yaml";
import type { JsonObject } from "./json.ts";

export type DocumentType = "json" | "yaml";

/** A document as bytes. YAML names nothing twice: who reads it may not know aliases. */
export function writeDocument(document: JsonObject, type: DocumentType): Buffer {
  const text =
    type === "json"
      ? JSON.stringify(document, undefined, 2)
      : stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
  return Buffer.from(text);
}
