import type { Resources } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { describeResource } from "../../domain/rest/resource.ts";
import { resourceRows } from "../../store/resources.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const GetResources: Operation<"GetResources"> = async (input, { place }, store): Promise<Resources> => {
  const { embed, restApiId } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const { after, limit } = readPage(input);
  const listed = await rows.list(resourceRows, { prefix: [restApiId], after, limit: limit + 1 });
  const { items, ...more } = pageOf(listed, limit);
  return { ...more, items: items.map(({ row }) => describeResource(row, embed)) };
};
