import { accessDenied } from "@skylab/auth";
import type { AwsError } from "@skylab/aws";
import type { AccessRule, Denial } from "@skylab/service";
import { gone, noSuchApi } from "../domain/connections/errors.ts";
import { hideAccount } from "../domain/hide-account.ts";
import { locate } from "../front/addresses/locate.ts";
import type { DataPlane } from "../front/data-plane.ts";
import { apiOfConnection } from "./find-connection.ts";

/** As policies name it: `arn:aws:execute-api:eu-west-1:123456789012:API/STAGE/POST/@connections/ID`. */
const onConnection = (method: string): AccessRule<{ readonly ConnectionId: string | undefined }, DataPlane> => ({
  action: "execute-api:ManageConnections",
  on: async ({ ConnectionId = "" }, call, dataPlane) => {
    const of = await apiOfConnection(ConnectionId, call, dataPlane);
    if (of === undefined) throw locate(call.head) === undefined ? gone() : noSuchApi();
    const { account, region } = of.place;
    return {
      resource: `arn:aws:execute-api:${region}:${account}:${of.apiId}/${of.stage}/${method}/@connections/${ConnectionId}`,
    };
  },
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigateway.html */
export const connectionAccess = {
  DeleteConnection: onConnection("DELETE"),
  GetConnection: onConnection("GET"),
  PostToConnection: onConnection("POST"),
};

/** AWS names no connection there, and shows no more of an account than its end. */
export function connectionDenied({ decision, family, resource, ...denial }: Denial): AwsError {
  const named = hideAccount(resource).replace(/@connections\/.*/, "@connections/{connectionId}");
  return accessDenied({ ...denial, resource: named }, decision, family);
}
