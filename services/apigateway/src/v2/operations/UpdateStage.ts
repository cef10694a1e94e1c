import type { UpdateStageResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2Stage, updatedV2Stage } from "../../domain/v2/stage.ts";
import { changeStage } from "../changes/change-stage.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export const UpdateStage: Operation<"UpdateStage"> = async (input, call, store): Promise<UpdateStageResponse> => {
  const { ApiId: apiId, DeploymentId, StageName: stageName, ...request } = input;
  const stage = await changeStage(store, { apiId, call, deploymentId: DeploymentId, stageName }, (current, of) =>
    updatedV2Stage(current, { request, of, now: call.clock.now() }),
  );
  return describeV2Stage(stage);
};
