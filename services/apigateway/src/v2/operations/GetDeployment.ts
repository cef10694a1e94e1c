import type { GetDeploymentResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2Deployment } from "../../domain/v2/deployment.ts";
import { v2DeploymentRows } from "../../store/v2-stages.ts";
import { findPart } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html */
export const GetDeployment: Operation<"GetDeployment"> = async (
  { ApiId, DeploymentId },
  call,
  store,
): Promise<GetDeploymentResponse> => {
  const part = { table: v2DeploymentRows, kind: "Deployment", key: [ApiId, DeploymentId] } as const;
  return describeV2Deployment(await findPart(store, call, part));
};
