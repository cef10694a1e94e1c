import type { Place } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import { invalidMappedStage } from "../domain/domain-names/errors.ts";
import type { StoredMapping } from "../domain/domain-names/stored-domain-name.ts";
import { noSuchApi } from "../domain/v2/errors.ts";
import { holdRestApi, restApiRows } from "./rest-apis.ts";
import { stageRows } from "./stages.ts";
import { apiRows, holdV2Api } from "./v2-apis.ts";
import { v2StageRows } from "./v2-stages.ts";

/**
 * Whether an API mapping leads to a stage of an API, of whichever kind. Holds the API: it is not deleted meanwhile.
 * @throws AwsError
 */
export async function checkV2Mapped(rows: Transaction, { account }: Place, mapping: StoredMapping): Promise<void> {
  const { apiId, stage = "" } = mapping;
  const isV2 = (await rows.get(apiRows, apiId)) !== undefined;
  if (isV2) await holdV2Api(rows, apiId);
  else if ((await rows.get(restApiRows, apiId)) === undefined) throw noSuchApi(account, apiId);
  else await holdRestApi(rows, apiId);
  const found = isV2 ? await rows.get(v2StageRows, apiId, stage) : await rows.get(stageRows, apiId, stage);
  if (found === undefined) throw invalidMappedStage();
}
