import type { GetDeploymentsResponse } from "@aws-sdk/client-apigatewayv2";
import { describeV2Deployment } from "../../domain/v2/deployment.ts";
import { v2DeploymentRows } from "../../store/v2-stages.ts";
import { listParts } from "../find-part.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
export const GetDeployments: Operation<"GetDeployments"> = (input, call, store): Promise<GetDeploymentsResponse> =>
  listParts(store, call, { table: v2DeploymentRows, of: [input.ApiId], page: input, describe: describeV2Deployment });
