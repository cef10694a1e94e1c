import { jsonTable } from "@skylab/records";
import type { StoredDocumentationPart, StoredDocumentationVersion } from "../domain/documentation/documentation.ts";
import { DOCUMENTATION_PARTS_SPACE, DOCUMENTATION_VERSIONS_SPACE } from "./spaces.ts";

/** By the API's id and the part's. */
export const documentationPartRows = jsonTable<StoredDocumentationPart>(DOCUMENTATION_PARTS_SPACE);

/** By the API's id and the version. */
export const documentationVersionRows = jsonTable<StoredDocumentationVersion>(DOCUMENTATION_VERSIONS_SPACE);
