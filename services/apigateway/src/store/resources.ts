import { jsonTable } from "@skylab/records";
import type { StoredResource } from "../domain/rest/snapshot.ts";
import { RESOURCES_SPACE } from "./spaces.ts";

/** By the API's id and the resource's. */
export const resourceRows = jsonTable<StoredResource>(RESOURCES_SPACE);
