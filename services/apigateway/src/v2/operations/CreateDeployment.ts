import type { CreateDeploymentResponse } from "@aws-sdk/client-apigatewayv2";
import { badRequest } from "../../domain/errors.ts";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { describeV2Deployment, newV2Deployment, undeployable } from "../../domain/v2/deployment.ts";
import { deploymentIsAutomatic, noSuchStageToDeploy } from "../../domain/v2/stage.ts";
import { v2StageRows } from "../../store/v2-stages.ts";
import { withHeldApi } from "../changes/change-api.ts";
import { putDeployment } from "../changes/deploy.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
export const CreateDeployment: Operation<"CreateDeployment"> = async (
  input,
  call,
  store,
): Promise<CreateDeploymentResponse> => {
  const { ApiId: apiId, StageName: stageName } = input;
  const made = { deploymentId: newId(call.ids, PART_ID_LENGTH), now: call.clock.now() };
  const deployment = newV2Deployment(input.Description, made);
  await withHeldApi(store, { apiId, call }, async (rows, { of, stages }) => {
    const why = undeployable(of);
    if (why !== undefined) throw badRequest(why);
    putDeployment(rows, of, deployment);
    if (stageName === undefined) return;
    const stage = stages.find(({ StageName }) => StageName === stageName);
    if (stage === undefined) throw noSuchStageToDeploy(stageName);
    if (stage.AutoDeploy === true) throw deploymentIsAutomatic(call.place, apiId);
    const deployed = { ...stage, DeploymentId: made.deploymentId, LastUpdatedDate: made.now };
    rows.put(v2StageRows, deployed, apiId, stageName);
  });
  return describeV2Deployment(deployment);
};
