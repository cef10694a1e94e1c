import type { RestApi } from "@aws-sdk/client-api-gateway";
import { describeRestApi } from "../../domain/rest/rest-api.ts";
import { apiOf } from "../../store/rest-apis.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const GetRestApi: Operation<"GetRestApi"> = async ({ restApiId }, { place }, store): Promise<RestApi> =>
  describeRestApi(await apiOf(store.of(place), place, restApiId));
