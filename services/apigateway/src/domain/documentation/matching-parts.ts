import type { GetDocumentationPartsRequest } from "@aws-sdk/client-api-gateway";
import type { StoredDocumentationPart } from "./documentation.ts";

/** Which parts a list is asked for. `locationStatus` asks for parts that have something written about them, or have not. */
export function isAskedFor({ locationStatus, nameQuery, path, type }: GetDocumentationPartsRequest) {
  return ({ location, properties }: StoredDocumentationPart): boolean =>
    (type === undefined || location.type === type) &&
    (path === undefined || location.path === path) &&
    (nameQuery === undefined || (location.name ?? "").startsWith(nameQuery)) &&
    (locationStatus !== "UNDOCUMENTED" || properties === undefined);
}
