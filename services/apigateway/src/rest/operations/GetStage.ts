import type { Stage } from "@aws-sdk/client-api-gateway";
import { describeStage, noSuchStage } from "../../domain/rest/stage.ts";
import { apiOf } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const GetStage: Operation<"GetStage"> = async (input, { place }, store): Promise<Stage> => {
  const { restApiId, stageName } = input;
  const rows = store.of(place);
  await apiOf(rows, place, restApiId);
  const stage = await rows.get(stageRows, restApiId, stageName);
  if (stage === undefined) throw noSuchStage();
  return describeStage(stage);
};
