import type { Place } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import type { Flushed } from "../domain/rest/snapshot.ts";
import { noSuchStage } from "../domain/rest/stage.ts";
import { apiOf } from "./rest-apis.ts";
import { stageRows } from "./stages.ts";

type Flush = {
  readonly place: Place;
  readonly restApiId: string;
  readonly stageName: string;
  readonly what: keyof Flushed;
};

/** Lets nothing of what replicas cache for a stage be found any more: a second later at the latest. */
export async function flushStage(rows: Transaction, { place, restApiId, stageName, what }: Flush): Promise<void> {
  await apiOf(rows, place, restApiId);
  const stage = await rows.get(stageRows, restApiId, stageName);
  if (stage === undefined) throw noSuchStage();
  const { answers, authorizers } = stage.flushed ?? { answers: 0, authorizers: 0 };
  const flushed = { answers, authorizers, [what]: (stage.flushed?.[what] ?? 0) + 1 };
  rows.put(stageRows, { ...stage, flushed }, restApiId, stageName);
}
