import { hostname, networkInterfaces } from "node:os";
import { lookup } from "node:dns/promises";
import type { Values } from "@skylab/protocol";
import type { ServiceCall } from "../calls/service-call.ts";
import type { ServiceHost } from "../settings/settings.ts";
import { callBody, callReplica } from "./remote-calls.ts";
import { isUnsent, type Replica, replicaAt } from "./replica.ts";
import { hostsOf } from "./service-hosts.ts";

/** The replicas of one container among themselves: for what only one of them has in its hands, as an open connection. */
export type Peers = {
  /** Where the others reach this one. */
  readonly address: string;
  /** Calls the replica at an address; resolves to `undefined` where nobody is there any more. Rejects as a `ServiceClient` does. */
  readonly call: (address: string, call: ServiceCall) => Promise<Values | undefined>;
};

export type OpenPeers = Peers & {
  /** Lets calls on their way end. */
  readonly close: () => Promise<void>;
};

/** Finds out where this replica of a container is, and reaches the others by their addresses. */
export async function openPeers(options: {
  readonly container: string;
  /** That this one listens on. */
  readonly port: number;
  readonly hosts: readonly ServiceHost[];
  readonly secret: string;
}): Promise<OpenPeers> {
  const { container, port, secret } = options;
  const address = `${await ownAddress(hostsOf(container, options.hosts), port)}:${port}`;
  const replicas = new Map<string, Replica>();
  const at = (where: string): Replica => {
    const replica = replicas.get(where) ?? replicaAt(where);
    replicas.set(where, replica);
    return replica;
  };
  return {
    address,
    call: async (where, call) => {
      const replica = at(where);
      try {
        return await callReplica(replica, { ...call, sent: callBody(call) }, secret);
      } catch (error) {
        if (!isUnsent(error)) throw error;
        if (replicas.get(where) === replica) replicas.delete(where);
        void replica.pool.close().catch(() => undefined);
        return undefined;
      }
    },
    close: async () => {
      await Promise.all(Array.from(replicas.values(), ({ pool }) => pool.close()));
    },
  };
}

/**
 * That of this machine's addresses by which the container is found, where it is by one: a container may be in several networks,
 * and its services in one of them.
 */
async function ownAddress(hosts: readonly ServiceHost[], port: number): Promise<string> {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const known = new Set(own.map(({ address }) => address));
  for (const { host } of hosts.filter((each) => each.port === port)) {
    const found = await lookup(host, { all: true, family: 4 }).catch(() => []);
    const mine = found.find((each) => known.has(each.address));
    if (mine !== undefined) return mine.address;
  }
  const outer = own.find(({ family, internal }) => family === "IPv4" && !internal);
  return outer?.address ?? hostname();
}
