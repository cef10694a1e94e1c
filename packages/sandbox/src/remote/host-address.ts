import type { ServiceHost } from "@skylab/service";

/** Who runs functions, as SKYLAB_SERVICE_HOSTS names it. */
const HOST = "gateway";

/** Where a host of functions listens for services alone: another port than the gateway's own, which people reach. */
export const HOST_PORT = 4567;

/** Where the host of functions is: where the settings say, or else in the gateway's container. */
export function hostAddresses(hosts: readonly ServiceHost[]): readonly ServiceHost[] {
  const named = hosts.filter(({ service }) => service === HOST);
  return named.length > 0 ? named : [{ service: HOST, host: HOST, port: HOST_PORT }];
}
