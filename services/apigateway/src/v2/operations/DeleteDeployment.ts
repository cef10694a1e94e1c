import { badRequest } from "../../domain/errors.ts";
import { noSuchPart } from "../../domain/v2/errors.ts";
import { v2SnapshotRows } from "../../store/snapshots.ts";
import { v2DeploymentRows } from "../../store/v2-stages.ts";
import { withHeldApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html */
export const DeleteDeployment: Operation<"DeleteDeployment"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, DeploymentId: id } = input;
  await withHeldApi(store, { apiId, call }, async (rows, { stages }) => {
    if ((await rows.get(v2DeploymentRows, apiId, id)) === undefined) throw noSuchPart("Deployment", id);
    if (stages.some(({ DeploymentId }) => DeploymentId === id)) {
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    }
    rows.remove(v2DeploymentRows, apiId, id);
    rows.remove(v2SnapshotRows, apiId, id);
  });
  return {};
};
