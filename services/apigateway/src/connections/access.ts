import type { AccessRule, Target } from "@skylab/service";
import type { ApigatewayStore } from "../store/store.ts";

const onConnection = (): AccessRule<unknown, ApigatewayStore> => ({
  action: "execute-api:ManageConnections",
  on: (): Target => {
    throw new Error("access.ts does not say yet what a connection is.");
  },
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigateway.html */
export const connectionAccess = {
  DeleteConnection: onConnection(),
  GetConnection: onConnection(),
  PostToConnection: onConnection(),
};
