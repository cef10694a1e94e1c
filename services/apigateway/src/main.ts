import { openEngines } from "@skylab/engines";
import { encryptionKeyOf } from "@skylab/identity";
import { createService, runContainer } from "@skylab/service";
import { egressOf, settings } from "./facts.ts";
import { apigateway, apigatewaymanagementapi, apigatewayv2 } from "./index.ts";

const services = ["apigateway", "apigatewayv2", "apigatewaymanagementapi"];

await runContainer({ services, settings }, process.env, async (start) => {
  const { clock, ids, log } = start;
  const encryptionKey = encryptionKeyOf(start.encryptionKey());
  const { records, identities } = await openEngines(start);
  const call = await start.calls();
  const peers = await start.peers("apigateway");
  const egress = egressOf(start.own, { port: () => start.port, engines: start.engineUrls });
  const issuerKeys = start.own.SKYLAB_APIGATEWAY_OIDC_KEYS;
  return {
    records,
    identities,
    services: (frame) => {
      const { mode } = frame.auth;
      const engines = { records, clock, ids, encryptionKey, call, peers, auth: mode, egress, issuerKeys, log };
      return [
        createService(apigateway(engines), frame),
        createService(apigatewayv2(engines), frame),
        createService(apigatewaymanagementapi(engines), frame),
      ];
    },
  };
});
