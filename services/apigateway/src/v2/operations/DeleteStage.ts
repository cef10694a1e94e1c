import { stageIsMapped } from "../../domain/domain-names/errors.ts";
import { mappedDomainNames } from "../../store/keep-domain-names.ts";
import { leaveUsagePlans } from "../../store/leave-usage-plans.ts";
import { v2StageRows } from "../../store/v2-stages.ts";
import { withHeldApi } from "../changes/change-api.ts";
import { requireStage } from "../changes/change-stage.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export const DeleteStage: Operation<"DeleteStage"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, StageName: stage } = input;
  await withHeldApi(store, { apiId, call }, async (rows) => {
    await requireStage(rows, apiId, stage);
    const domains = await mappedDomainNames(rows, apiId, stage);
    if (domains.length > 0) throw stageIsMapped(stage, domains);
    rows.remove(v2StageRows, apiId, stage);
    await leaveUsagePlans(rows, { apiId, stage });
  });
  return {};
};
