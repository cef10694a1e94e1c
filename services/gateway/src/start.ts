import { systemClock } from "@skylab/aws";
import { loadModel, MODEL_NAMES, type ServiceModel } from "@skylab/protocol";
import {
  type GatewayProof,
  gatewayProof,
  type Health,
  type Logger,
  type OpenDoor,
  serveSettings,
  type ServiceClaims,
  type Settings,
} from "@skylab/service";
import { hostsOf, Replicas, type ResolveHost } from "@skylab/service/remote";
import { allUp, ask } from "./fan-out.ts";
import { remoteService } from "./remote-service.ts";
import { type FollowedClock, followedClock } from "./followed-clock.ts";
import { replicasClock } from "./replicas-clock.ts";

/** What the gateway knows of a service that it forwards to. */
export type Known = {
  readonly name: string;
  /** Whose replicas serve it: several services may share a container. */
  readonly container: string;
  readonly claims: ServiceClaims;
};

export type GatewayOptions = {
  readonly settings: Settings;
  readonly log: Logger;
  readonly secret: string;
  readonly services: readonly Known[];
  /** Ends the process. */
  readonly stop: () => void;
  /** DNS where absent. */
  readonly resolve?: ResolveHost;
};

export type Gateway = {
  readonly port: number;
  /** How functions come in. */
  readonly openDoor: OpenDoor;
  /** The product's time. */
  readonly clock: Pick<FollowedClock, "clock" | "look">;
  /** Takes no more requests, lets those on their way be answered, and gives up the connections to the replicas. */
  readonly close: () => Promise<void>;
};

/** Starts the gateway: the frame's server, with services that are elsewhere. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, log, secret } = options;
  const proof = gatewayProof(secret);
  const containers = new Map<string, Replicas>();
  const replicasOf = (container: string): Replicas => {
    const hosts = hostsOf(container, settings.serviceHosts);
    const resolve = options.resolve === undefined ? {} : { resolve: options.resolve };
    const replicas = containers.get(container) ?? new Replicas({ hosts, log, ...resolve });
    containers.set(container, replicas);
    return replicas;
  };
  const remotes = options.services.map(({ name, container, claims }) => ({
    claims,
    model: modelOf(name),
    replicas: replicasOf(container),
  }));
  await Promise.all(Array.from(containers.values(), (replicas) => replicas.start()));

  const clock = followedClock(replicasClock(remotes, proof));
  const closeReplicas = async (): Promise<void> => {
    await Promise.all(Array.from(containers.values(), (replicas) => replicas.close()));
  };
  try {
    const server = await serveSettings({
      settings,
      log,
      clock: systemClock,
      data: "services",
      // Calls between services go past the gateway.
      internalSecret: undefined,
      stop: options.stop,
      services: ({ metrics }) => Promise.resolve(remotes.map((remote) => remoteService({ ...remote, proof, metrics }))),
      health: async () => ({ services: await statesOf(remotes, proof) }),
      adminClock: clock.adminClock,
    });
    return {
      port: server.port,
      openDoor: server.openDoor,
      clock,
      close: async () => {
        await server.close();
        await closeReplicas();
      },
    };
  } catch (error) {
    await closeReplicas();
    throw error;
  }
}

type Remote = { readonly model: ServiceModel; readonly replicas: Replicas };

/** Much less than what a container's health check waits for the gateway's own. */
const HEALTH_WITHIN_MS = 2_000;

/** A service runs where one of its replicas says so of itself. */
async function statesOf(remotes: readonly Remote[], proof: GatewayProof): Promise<Health["services"]> {
  const health = { method: "GET", path: "/_skylab/health", within: HEALTH_WITHIN_MS } as const;
  const states = remotes.map(async (remote) => {
    const asked = allUp([remote]).map((each) => ask(each, proof, health).catch(() => undefined));
    const isRunning = (await Promise.all(asked)).some((answer) => answer !== undefined);
    return [remote.model.name, isRunning ? "running" : "unavailable"] as const;
  });
  return Object.fromEntries(await Promise.all(states));
}

function modelOf(name: string): ServiceModel {
  const known = MODEL_NAMES.find((model) => model === name);
  if (known === undefined) throw new Error(`There is no model of ${name}.`);
  return loadModel(known);
}
