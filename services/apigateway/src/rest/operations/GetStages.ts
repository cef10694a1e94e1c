import type { Stages } from "@aws-sdk/client-api-gateway";
import { describeStage } from "../../domain/rest/stage.ts";
import { listAll } from "../../store/list-all.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const GetStages: Operation<"GetStages"> = async (input, { place }, store): Promise<Stages> => {
  const { restApiId, deploymentId } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const stages = await listAll(rows, stageRows, restApiId);
  return {
    item: stages
      .filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId)
      .map((stage) => describeStage(stage)),
  };
};
