import type { GetApiResponse } from "@aws-sdk/client-apigatewayv2";
import { describeApi } from "../../domain/v2/api.ts";
import { requireApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
export const GetApi: Operation<"GetApi"> = async ({ ApiId }, { endpoint, place }, store): Promise<GetApiResponse> =>
  describeApi(await requireApi(store.of(place), place, ApiId), endpoint);
