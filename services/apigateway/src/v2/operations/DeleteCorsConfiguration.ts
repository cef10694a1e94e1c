import { changeApi } from "../changes/change-api.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html */
export const DeleteCorsConfiguration: Operation<"DeleteCorsConfiguration"> = async (
  { ApiId: apiId },
  call,
  store,
): Promise<object> => {
  await changeApi(store, { apiId, call }, (of) => {
    const { CorsConfiguration: _gone, ...api } = of.api;
    return { api: { ...of, api } };
  });
  return {};
};
