import type { RequestValidators } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { requestValidatorRows } from "../../store/request-validators.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const GetRequestValidators: Operation<"GetRequestValidators"> = async (
  input,
  { place },
  store,
): Promise<RequestValidators> => {
  const { restApiId } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const { after, limit } = readPage(input);
  const listed = await rows.list(requestValidatorRows, { prefix: [restApiId], after, limit: limit + 1 });
  const { items, ...more } = pageOf(listed, limit);
  return { ...more, items: items.map(({ row }) => row) };
};
