import { openGuard } from "@skylab/egress";
import { openRoleSessions } from "@skylab/role-sessions";
import type { ApigatewayEngines } from "../../store/engines.ts";
import { roleCannotBeAssumed } from "./call-as.ts";
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
  let http: Promise<Integrations["http"]> | undefined;
  return {
    lambda: openLambda({ ...engines, roles }),
    lambdaStream: openLambdaStream({ ...engines, roles }),
    service: openServices({ ...engines, roles }),
    http: async (request) => (await (http ??= loadHttp(engines)))(request),
    forget: roles.forget,
  };
}

/** Loaded for the first that calls an endpoint: the client is larger than all else of API Gateway. */
async function loadHttp({ egress }: Parts): Promise<Integrations["http"]> {
  const { openHttp } = await import("./http.ts");
  return openHttp(openGuard(egress));
}
