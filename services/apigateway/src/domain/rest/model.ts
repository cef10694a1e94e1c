import type { Ids } from "@skylab/aws";
import { badRequest } from "../errors.ts";
import { newId, PART_ID_LENGTH } from "../new-id.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { nonEmpty, text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import type { StoredModel } from "./snapshot.ts";

const DRAFT_4 = '"$schema" : "http://json-schema.org/draft-04/schema#"';

/** The models that every new API has. */
export const defaultModels = (ids: Ids): readonly StoredModel[] => [
  {
    id: newId(ids, PART_ID_LENGTH),
    name: "Empty",
    description: "This is a default empty schema model",
    schema: `{\n  ${DRAFT_4},\n  "title" : "Empty Schema",\n  "type" : "object"\n}`,
    contentType: "application/json",
  },
  {
    id: newId(ids, PART_ID_LENGTH),
    name: "Error",
    description: "This is a default error schema model",
    schema: `{\n  ${DRAFT_4},\n  "title" : "Error Schema",\n  "type" : "object",\n  "properties" : {\n    "message" : { "type" : "string" }\n  }\n}`,
    contentType: "application/json",
  },
];

const noSchema = () => badRequest("Model schema must have at least 1 property or array items defined");

/** @throws AwsError BadRequestException */
export function checkModel({ name, schema, contentType }: Omit<StoredModel, "id">): void {
  if (name === "") throw badRequest("Model name must be non-empty");
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
  if (schema === undefined || schema === "") throw noSchema();
  if (contentType === "application/json" && !isJsonObject(schema)) {
    // The first words are AWS's; what follows is not recorded.
    throw badRequest(
      "Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified. It is not valid JSON.]",
    );
  }
}

function isJsonObject(json: string): boolean {
  try {
    const schema: unknown = JSON.parse(json);
    return typeof schema === "object" && schema !== null;
  } catch {
    return false;
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const modelPatches: PatchTable = {
  words: namingPaths,
  paths: { "/description": member(text, "replace"), "/schema": member(nonEmpty(noSchema), "replace") },
};
