import type { Models } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { modelRows } from "../../store/models.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const GetModels: Operation<"GetModels"> = async (input, { place }, store): Promise<Models> => {
  const { restApiId } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const { after, limit } = readPage(input);
  const listed = await rows.list(modelRows, { prefix: [restApiId], after, limit: limit + 1 });
  const { items, ...more } = pageOf(listed, limit);
  return { ...more, items: items.map(({ row }) => row) };
};
