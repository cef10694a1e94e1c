import type { GetApisResponse } from "@aws-sdk/client-apigatewayv2";
import { describeApi } from "../../domain/v2/api.ts";
import { readV2Page, v2PageOf } from "../../domain/v2/page.ts";
import { apiRows } from "../../store/v2-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
export const GetApis: Operation<"GetApis"> = async (input, { endpoint, place }, store): Promise<GetApisResponse> => {
  const { after, limit } = readV2Page(input);
  const listed = await store.of(place).list(apiRows, { after, limit: limit + 1 });
  return v2PageOf(listed, limit, (api) => describeApi(api, endpoint));
};
