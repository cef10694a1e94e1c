import type { RestApis } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { describeRestApi } from "../../domain/rest/rest-api.ts";
import { restApiRows } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const GetRestApis: Operation<"GetRestApis"> = async (input, { place }, store): Promise<RestApis> => {
  const { after, limit } = readPage(input);
  const listed = await store.of(place).list(restApiRows, { after, limit: limit + 1 });
  const { items, ...more } = pageOf(listed, limit);
  return { ...more, items: items.map(({ row }) => describeRestApi(row)) };
};
