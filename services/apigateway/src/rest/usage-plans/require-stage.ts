import type { Reader } from "@skylab/records";
import { noSuchApiStage, type StageOfPlan } from "../../domain/usage-plans/usage-plan.ts";
import { stageRows } from "../../store/stages.ts";
import { v2StageRows } from "../../store/v2-stages.ts";

/**
 * A stage that plans and keys may name: of a REST API, or of a WebSocket API.
 * @throws AwsError NotFoundException
 */
export async function requireStage(rows: Reader, named: StageOfPlan): Promise<void> {
  const { apiId, stage } = named;
  const found = (await rows.get(stageRows, apiId, stage)) ?? (await rows.get(v2StageRows, apiId, stage));
  if (found === undefined) throw noSuchApiStage(named);
}
