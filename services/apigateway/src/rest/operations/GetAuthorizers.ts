import type { Authorizers } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

export const GetAuthorizers: Operation<"GetAuthorizers"> = async (input, { place }, store): Promise<Authorizers> => {
  const { restApiId } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const { after, limit } = readPage(input);
  const listed = await rows.list(authorizerRows, { prefix: [restApiId], after, limit: limit + 1 });
  const { items, ...position } = pageOf(listed, limit);
  return { items: items.map(({ row }) => row), ...position };
};
