import { changeStage } from "../changes/change-stage.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-cache-authorizers.html */
export const ResetAuthorizersCache: Operation<"ResetAuthorizersCache"> = async (
  { ApiId: apiId, StageName: stageName },
  call,
  store,
): Promise<object> => {
  await changeStage(store, { apiId, call, stageName }, (stage) => {
    const { answers, authorizers } = stage.flushed ?? { answers: 0, authorizers: 0 };
    return { ...stage, flushed: { answers, authorizers: authorizers + 1 } };
  });
  return {};
};
