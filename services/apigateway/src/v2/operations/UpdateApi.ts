import type { UpdateApiResponse } from "@aws-sdk/client-apigatewayv2";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { describeApi, updatedApi } from "../../domain/v2/api.ts";
import { quickUpdated } from "../../domain/v2/quick-create.ts";
import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
export const UpdateApi: Operation<"UpdateApi"> = async (input, call, store): Promise<UpdateApiResponse> => {
  const { ApiId: apiId, CredentialsArn, RouteKey, Target, ...request } = input;
  checkPassedRole(CredentialsArn, call.place);
  const { api } = await changeApi(store, { apiId, call }, (of) => ({
    api: quickUpdated({ ...of, api: updatedApi(of.api, request) }, { CredentialsArn, RouteKey, Target }),
  }));
  return describeApi(api.api, call.endpoint);
};
