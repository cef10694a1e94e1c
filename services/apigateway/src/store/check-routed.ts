import type { Place } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import { invalidMappedStage } from "../domain/domain-names/errors.ts";
import type { StoredRoutingRule } from "../domain/domain-names/stored-domain-name.ts";
import { badRequest } from "../domain/errors.ts";
import { apiOf, holdRestApi } from "./rest-apis.ts";
import { stageRows } from "./stages.ts";
import { apiRows } from "./v2-apis.ts";

/**
 * Whether a routing rule leads to a stage of a REST API: other kinds have no rules. Holds the API: it is not deleted meanwhile.
 * @throws AwsError
 */
export async function checkRouted(rows: Transaction, place: Place, { Actions = [] }: StoredRoutingRule): Promise<void> {
  const { ApiId = "", Stage = "" } = Actions[0]?.InvokeApi ?? {};
  // In words that nobody recorded from AWS.
  if ((await rows.get(apiRows, ApiId)) !== undefined) throw badRequest("Routing rules can only invoke REST APIs");
  await apiOf(rows, place, ApiId);
  await holdRestApi(rows, ApiId);
  if ((await rows.get(stageRows, ApiId, Stage)) === undefined) throw invalidMappedStage();
}
