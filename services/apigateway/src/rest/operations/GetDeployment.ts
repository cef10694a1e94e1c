import type { Deployment } from "@aws-sdk/client-api-gateway";
import { describeDeployment, noSuchDeployment, summaryOf } from "../../domain/rest/deployment.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { snapshotRows } from "../../store/snapshots.ts";
import { deploymentRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const GetDeployment: Operation<"GetDeployment"> = async (input, { place }, store): Promise<Deployment> => {
  const { restApiId, deploymentId, embed = [] } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const deployment = await rows.get(deploymentRows, restApiId, deploymentId);
  if (deployment === undefined) throw noSuchDeployment();
  const snapshot = embed.includes("apisummary") ? await rows.get(snapshotRows, restApiId, deploymentId) : undefined;
  return { ...describeDeployment(deployment), ...(snapshot && { apiSummary: summaryOf(snapshot) }) };
};
