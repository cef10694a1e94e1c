import type { CreateStageResponse } from "@aws-sdk/client-apigatewayv2";
import { checkTags } from "../../domain/tags.ts";
import { describeV2Stage, newV2Stage } from "../../domain/v2/stage.ts";
import { createStage } from "../changes/change-stage.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
export const CreateStage: Operation<"CreateStage"> = async (input, call, store): Promise<CreateStageResponse> => {
  const { ApiId: apiId, DeploymentId, ...request } = input;
  checkTags(input.Tags);
  const stage = await createStage(store, { apiId, call, deploymentId: DeploymentId }, (of) =>
    newV2Stage(request, of, call.clock.now()),
  );
  return describeV2Stage(stage);
};
