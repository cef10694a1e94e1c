import { changeStage } from "../changes/change-stage.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-accesslogsettings.html */
export const DeleteAccessLogSettings: Operation<"DeleteAccessLogSettings"> = async (
  { ApiId: apiId, StageName: stageName },
  call,
  store,
): Promise<object> => {
  await changeStage(store, { apiId, call, stageName }, ({ AccessLogSettings: _gone, ...stage }) => ({
    ...stage,
    LastUpdatedDate: call.clock.now(),
  }));
  return {};
};
