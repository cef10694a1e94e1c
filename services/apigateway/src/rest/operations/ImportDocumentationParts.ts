import type { DocumentationPartIds } from "@aws-sdk/client-api-gateway";
import { readDocumentation } from "../../domain/documentation/read-documentation.ts";
import { readDocument } from "../../openapi/read-document.ts";
import { importParts } from "../../store/import-documentation.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html */
export const ImportDocumentationParts: Operation<"ImportDocumentationParts"> = (
  { body, mode = "merge", restApiId },
  { ids, place },
  store,
): Promise<DocumentationPartIds> =>
  changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    const parts = readDocumentation(readDocument(Buffer.from(body).toString()));
    return { ids: await importParts(rows, { restApiId, parts, mode, ids }), warnings: [] };
  });
