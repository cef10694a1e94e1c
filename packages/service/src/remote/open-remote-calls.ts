import type { ServiceClient } from "../calls/service-call.ts";
import { containerOf } from "../containers.ts";
import type { Logger } from "../log.ts";
import type { ServiceHost } from "../settings/settings.ts";
import { remoteCalls } from "./remote-calls.ts";
import { Replicas } from "./replicas.ts";
import { hostsOf } from "./service-hosts.ts";

/** Calls to services in other containers. */
export type RemoteCalls = {
  readonly call: ServiceClient;
  /** Lets calls on their way end, and looks for no replicas any more. */
  readonly close: () => Promise<void>;
};

/** Calls services in other containers; the replicas of each container are looked for from the first call to it on. */
export function openRemoteCalls(options: {
  readonly hosts: readonly ServiceHost[];
  readonly secret: string;
  readonly log: Logger;
}): RemoteCalls {
  const { hosts, secret, log } = options;
  const known = new Map<string, Promise<Replicas>>();
  const look = async (container: string): Promise<Replicas> => {
    const replicas = new Replicas({ hosts: hostsOf(container, hosts), log });
    await replicas.start();
    return replicas;
  };
  const replicasOf = (service: string): Promise<Replicas> => {
    const container = containerOf(service);
    const looked = known.get(container) ?? look(container);
    known.set(container, looked);
    return looked;
  };
  return {
    call: remoteCalls({ replicasOf, secret }),
    close: async () => {
      await Promise.all(Array.from(known.values(), async (replicas) => (await replicas).close()));
    },
  };
}
