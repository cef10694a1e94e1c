import type { Transaction } from "@skylab/records";
import { invalidMappedApi, invalidMappedStage } from "../domain/domain-names/errors.ts";
import type { StoredMapping } from "../domain/domain-names/stored-domain-name.ts";
import { holdRestApi, restApiRows } from "./rest-apis.ts";
import { stageRows } from "./stages.ts";

/**
 * Whether a mapping of REST APIs leads to an API, and to a stage of it where it names one. Holds the API: neither is deleted meanwhile.
 * @throws AwsError BadRequestException
 */
export async function checkMapped(rows: Transaction, { apiId, stage }: StoredMapping): Promise<void> {
  if ((await rows.get(restApiRows, apiId)) === undefined) throw invalidMappedApi();
  await holdRestApi(rows, apiId);
  if (stage !== undefined && (await rows.get(stageRows, apiId, stage)) === undefined) throw invalidMappedStage();
}
