import type { DocumentationVersions } from "@aws-sdk/client-api-gateway";
import { describeDocumentationVersion } from "../../domain/documentation/documentation.ts";
import { pageOf, readPage } from "../../domain/page.ts";
import { documentationVersionRows } from "../../store/documentation.ts";
import { listMatching } from "../../store/list-matching.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersions.html */
export const GetDocumentationVersions: Operation<"GetDocumentationVersions"> = async (
  { restApiId, ...asked },
  { place },
  store,
): Promise<DocumentationVersions> => {
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const page = readPage(asked);
  const listed = await listMatching(rows, documentationVersionRows, { page, prefix: [restApiId] });
  const { items, ...more } = pageOf(listed, page.limit);
  return { items: items.map(({ row }) => describeDocumentationVersion(row)), ...more };
};
