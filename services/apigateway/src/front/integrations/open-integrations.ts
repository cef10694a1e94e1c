import { openGuard } from "@skylab/egress";
import { openRoleSessions } from "@skylab/role-sessions";
import type { ApigatewayEngines } from "../../store/engines.ts";
import { roleCannotBeAssumed } from "./call-as.ts";
import { openHttp } from "./http.ts";
import type { Integrations } from "./integration.ts";
import { openLambda } from "./lambda.ts";
import { openLambdaStream } from "./lambda-stream.ts";
import { openServices } from "./service.ts";

/** What that takes. */
type Parts = Pick<ApigatewayEngines, "auth" | "call" | "clock" | "egress" | "ids" | "log">;

/** Opens what APIs call behind them: once for a process, as connections and sessions are kept. */
export function openIntegrations(engines: Parts): Integrations {
  const { log } = engines;
  const roles = openRoleSessions({
    ...engines,
    refusal: roleCannotBeAssumed,
    onMissing: ({ principal, roleArn }) =>
      log.warn({ api: principal.sourceArn, role: roleArn }, "there is no such role: the integration is its account"),
  });
  return {
    lambda: openLambda({ ...engines, roles }),
    lambdaStream: openLambdaStream({ ...engines, roles }),
    service: openServices({ ...engines, roles }),
    http: openHttp(openGuard(engines.egress)),
    forget: roles.forget,
  };
}
