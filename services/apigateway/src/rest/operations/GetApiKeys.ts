import type { ApiKeys } from "@aws-sdk/client-api-gateway";
import { listedApiKey } from "../../domain/api-keys/api-key.ts";
import { pageOf, readPage } from "../../domain/page.ts";
import { apiKeyRows } from "../../store/api-keys.ts";
import { listMatching } from "../../store/list-matching.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export const GetApiKeys: Operation<"GetApiKeys"> = async (
  { customerId, includeValues = false, nameQuery = "", ...asked },
  { place },
  store,
): Promise<ApiKeys> => {
  const page = readPage(asked);
  const listed = await listMatching(store.of(place), apiKeyRows, {
    page,
    goes: (key) =>
      (key.name ?? "").startsWith(nameQuery) && (customerId === undefined || key.customerId === customerId),
  });
  const { items, ...more } = pageOf(listed, page.limit);
  return { items: items.map(({ row }) => listedApiKey(row, includeValues)), ...more };
};
