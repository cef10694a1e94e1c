import type { UpdateDeploymentResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2Deployment } from "../../domain/v2/deployment.ts";
import { noSuchPart } from "../../domain/v2/errors.ts";
import { membersOf } from "../../domain/v2/members.ts";
import { v2DeploymentRows } from "../../store/v2-stages.ts";
import { requireApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html */
export const UpdateDeployment: Operation<"UpdateDeployment"> = (
  input,
  { place },
  store,
): Promise<UpdateDeploymentResponse> =>
  store.change(place, async (rows) => {
    const { ApiId, DeploymentId } = input;
    await requireApi(rows, place, ApiId);
    const current = await rows.get(v2DeploymentRows, ApiId, DeploymentId);
    if (current === undefined) throw noSuchPart("Deployment", DeploymentId);
    const deployment = { ...current, ...membersOf(input, ["Description"]) };
    rows.put(v2DeploymentRows, deployment, ApiId, DeploymentId);
    return describeV2Deployment(deployment);
  });
