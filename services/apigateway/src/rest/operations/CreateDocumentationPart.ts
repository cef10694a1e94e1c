import type { DocumentationPart } from "@aws-sdk/client-api-gateway";
import { checkProperties, documentationPartExists, isSameLocation } from "../../domain/documentation/documentation.ts";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { documentationPartRows } from "../../store/documentation.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationPart.html */
export const CreateDocumentationPart: Operation<"CreateDocumentationPart"> = (
  { location, properties, restApiId },
  { ids, place },
  store,
): Promise<DocumentationPart> =>
  changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    checkProperties(properties);
    const parts = await listAll(rows, documentationPartRows, restApiId);
    if (parts.some((part) => isSameLocation(part.location, location))) throw documentationPartExists(location);
    const part = { id: newId(ids, PART_ID_LENGTH), location, properties };
    rows.put(documentationPartRows, part, restApiId, part.id);
    return part;
  });
