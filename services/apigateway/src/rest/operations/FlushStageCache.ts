import { flushStage } from "../../store/flush-stage.ts";
import type { Operation } from "../operation.ts";

export const FlushStageCache: Operation<"FlushStageCache"> = async (input, { place }, store): Promise<object> => {
  const { restApiId, stageName } = input;
  await store.change(place, (rows) => flushStage(rows, { place, restApiId, stageName, what: "answers" }));
  return {};
};
