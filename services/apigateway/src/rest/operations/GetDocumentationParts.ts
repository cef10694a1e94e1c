import type { DocumentationParts } from "@aws-sdk/client-api-gateway";
import { isAskedFor } from "../../domain/documentation/matching-parts.ts";
import { pageOf, readPage } from "../../domain/page.ts";
import { documentationPartRows } from "../../store/documentation.ts";
import { listMatching } from "../../store/list-matching.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationParts.html */
export const GetDocumentationParts: Operation<"GetDocumentationParts"> = async (
  input,
  { place },
  store,
): Promise<DocumentationParts> => {
  const rows = store.of(place);
  await apiOf(rows, place, input.restApiId);
  const page = readPage(input);
  const matching = { page, prefix: [input.restApiId], goes: isAskedFor(input) };
  const { items, ...more } = pageOf(await listMatching(rows, documentationPartRows, matching), page.limit);
  return { items: items.map(({ row }) => row), ...more };
};
