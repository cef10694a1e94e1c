import { v2StageRows } from "../../store/v2-stages.ts";
import { withHeldApi } from "../changes/change-api.ts";
import { requireStage } from "../changes/change-stage.ts";
import { checkNotMapped } from "../check-not-mapped.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html */
export const DeleteStage: Operation<"DeleteStage"> = async (input, call, store): Promise<object> => {
  const { ApiId: apiId, StageName: stage } = input;
  await withHeldApi(store, { apiId, call }, async (rows) => {
    await requireStage(rows, apiId, stage);
    await checkNotMapped(rows, { apiId, stage });
    rows.remove(v2StageRows, apiId, stage);
  });
  return {};
};
