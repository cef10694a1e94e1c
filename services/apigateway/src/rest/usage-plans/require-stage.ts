import type { Transaction } from "@skylab/records";
import { noSuchApiStage, type StageOfPlan } from "../../domain/usage-plans/usage-plan.ts";
import { holdRestApi } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import { holdV2Api } from "../../store/v2-apis.ts";
import { v2StageRows } from "../../store/v2-stages.ts";

/**
 * A stage that plans and keys may name: of a REST API, or of a WebSocket API. Holds the API: it is not deleted meanwhile.
 * @throws AwsError NotFoundException
 */
export async function requireStage(rows: Transaction, named: StageOfPlan): Promise<void> {
  const { apiId, stage } = named;
  if ((await rows.get(stageRows, apiId, stage)) !== undefined) return await holdRestApi(rows, apiId);
  if ((await rows.get(v2StageRows, apiId, stage)) === undefined) throw noSuchApiStage(named);
  await holdV2Api(rows, apiId);
}
