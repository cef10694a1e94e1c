import { stageIsMapped } from "../../domain/domain-names/errors.ts";
import { noSuchStage } from "../../domain/rest/stage.ts";
import { mappedDomainNames } from "../../store/keep-domain-names.ts";
import { leaveUsagePlans } from "../../store/leave-usage-plans.ts";
import { apiOf, changeRestApi } from "../../store/rest-apis.ts";
import { stageRows } from "../../store/stages.ts";
import type { Operation } from "../operation.ts";

export const DeleteStage: Operation<"DeleteStage"> = async (input, { place }, store): Promise<object> => {
  const { restApiId, stageName } = input;
  await changeRestApi(store, { place, apiId: restApiId }, async (rows) => {
    await apiOf(rows, place, restApiId);
    if ((await rows.get(stageRows, restApiId, stageName)) === undefined) throw noSuchStage();
    const domains = await mappedDomainNames(rows, restApiId, stageName);
    if (domains.length > 0) throw stageIsMapped(stageName, domains);
    rows.remove(stageRows, restApiId, stageName);
    await leaveUsagePlans(rows, { apiId: restApiId, stage: stageName });
  });
  return {};
};
