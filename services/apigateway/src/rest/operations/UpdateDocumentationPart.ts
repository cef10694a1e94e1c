import type { DocumentationPart } from "@aws-sdk/client-api-gateway";
import { checkProperties, documentationPartPatches } from "../../domain/documentation/documentation.ts";
import { applyPatches } from "../../domain/patch/apply-patches.ts";
import { documentationPartRows } from "../../store/documentation.ts";
import { findPart } from "../documentation/find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationPart.html */
export const UpdateDocumentationPart: Operation<"UpdateDocumentationPart"> = (
  { patchOperations, ...address },
  { place },
  store,
): Promise<DocumentationPart> =>
  store.change(place, async (rows) => {
    const part = applyPatches(await findPart(rows, place, address), patchOperations, documentationPartPatches);
    checkProperties(part.properties);
    rows.put(documentationPartRows, part, address.restApiId, part.id);
    return part;
  });
