import type { CreateApiResponse } from "@aws-sdk/client-apigatewayv2";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { describeApi, newApi } from "../../domain/v2/api.ts";
import { quickCreated } from "../../domain/v2/quick-create.ts";
import { emptyV2Snapshot } from "../../domain/v2/snapshot.ts";
import { createApi } from "../changes/create-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
export const CreateApi: Operation<"CreateApi"> = async (input, call, store): Promise<CreateApiResponse> => {
  const { CredentialsArn, RouteKey, Target, ...request } = input;
  checkPassedRole(CredentialsArn, call.place);
  const now = call.clock.now();
  const creation = { call, kind: input.ProtocolType, tags: input.Tags };
  const { api } = await createApi(store, creation, (apiId) => {
    const empty = emptyV2Snapshot(newApi(request, { apiId, now }));
    return quickCreated(empty, { CredentialsArn, RouteKey, Target }, { ids: call.ids, now });
  });
  return describeApi(api, call.endpoint);
};
