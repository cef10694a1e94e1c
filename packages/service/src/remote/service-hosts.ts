import type { ServiceHost } from "../settings/settings.ts";

/** The port of every service in compose. */
const SERVICE_PORT = 4566;

/** Where a container is: where the settings say, or else under its own name. */
export function hostsOf(container: string, hosts: readonly ServiceHost[]): readonly ServiceHost[] {
  const named = hosts.filter((host) => host.service === container);
  return named.length > 0 ? named : [{ service: container, host: container, port: SERVICE_PORT }];
}
