import { noSuchRouteKey } from "../../domain/v2/stage.ts";
import { changeStage } from "../changes/change-stage.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html */
export const DeleteRouteSettings: Operation<"DeleteRouteSettings"> = async (
  { ApiId: apiId, RouteKey: key, StageName: stageName },
  call,
  store,
): Promise<object> => {
  await changeStage(store, { apiId, call, stageName }, (stage) => {
    const { [key]: gone, ...RouteSettings } = stage.RouteSettings ?? {};
    if (gone === undefined) throw noSuchRouteKey(key);
    return { ...stage, RouteSettings, LastUpdatedDate: call.clock.now() };
  });
  return {};
};
