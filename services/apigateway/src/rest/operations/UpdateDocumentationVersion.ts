import type { DocumentationVersion } from "@aws-sdk/client-api-gateway";
import { describeDocumentationVersion, documentationVersionPatches } from "../../domain/documentation/documentation.ts";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { documentationVersionRows } from "../../store/documentation.ts";
import { findVersion } from "../documentation/find-version.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationVersion.html */
export const UpdateDocumentationVersion: Operation<"UpdateDocumentationVersion"> = async (
  { patchOperations, ...address },
  { place },
  store,
): Promise<DocumentationVersion> => {
  const version = await store.change(place, async (rows) => {
    const changed = applyPatches(await findVersion(rows, place, address), patchOperations, documentationVersionPatches);
    rows.put(documentationVersionRows, changed, address.restApiId, changed.version);
    return changed;
  });
  return describeDocumentationVersion(version);
};
