import type { Reader } from "@skylab/records";
import { invalidMappedApi, invalidMappedStage } from "../domain/domain-names/errors.ts";
import type { StoredMapping } from "../domain/domain-names/stored-domain-name.ts";
import { restApiRows } from "./rest-apis.ts";
import { stageRows } from "./stages.ts";

/**
 * Whether a mapping of REST APIs leads to an API, and to a stage of it where it names one.
 * @throws AwsError BadRequestException
 */
export async function checkMapped(rows: Reader, { apiId, stage }: StoredMapping): Promise<void> {
  if ((await rows.get(restApiRows, apiId)) === undefined) throw invalidMappedApi();
  if (stage !== undefined && (await rows.get(stageRows, apiId, stage)) === undefined) throw invalidMappedStage();
}
