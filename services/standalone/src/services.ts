import type { EgressRules } from "@skylab/apigateway/facts";
import type { Clock, Ids } from "@skylab/aws";
import type { ProviderKeys } from "@skylab/iam/facts";
import type { EncryptionKey } from "@skylab/identity";
import type { Objects } from "@skylab/objects";
import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import { claimsOf } from "@skylab/gateway/claims";
import { loadModel, MODEL_NAMES } from "@skylab/protocol";
import type { FunctionHost } from "@skylab/sandbox";
import type { Reach } from "@skylab/sns/facts";
import {
  containerOf,
  createService,
  type Frame,
  localCalls,
  type OwnService,
  type RunningJobs,
  type Service,
  type ServiceClient,
  type ServiceName,
  startJobs,
} from "@skylab/service";
import { onDemand } from "./on-demand.ts";
import { usedContainers } from "./used-containers.ts";

/** What the services keep their state in. */
export type Engines = {
  readonly records: Records;
  readonly queues: Queues;
  readonly blobs: Objects;
  readonly encryptionKey: EncryptionKey;
  /** How keys of identity providers are had. */
  readonly providerKeys: ProviderKeys;
  /** How SNS and its subscribers reach each other. */
  readonly reach: Reach;
  /** Issuer of tokens for APIs -> URL of its JWKS. */
  readonly issuerKeys: ReadonlyMap<string, string>;
  /** Where HTTP integrations of APIs must not be. */
  readonly egress: EgressRules;
  /** In which folders code of functions may be run in place. */
  readonly hotReloadFolders: readonly string[];
  /** What runs functions. */
  readonly host: (call: ServiceClient) => FunctionHost;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** Records are on disk here: a small object in them costs one write instead of several, and no memory. */
const INLINE_BYTES = 8 * 1024;

/** What a service is made with: `call` reaches the others. */
type Parts = Engines & { readonly call: ServiceClient };

type Make = (parts: Parts, frame: Frame) => Promise<OwnService>;

/** How each service is made; it is loaded then. */
const MAKERS: Readonly<Record<ServiceName, Make>> = {
  apigateway: async (engines, frame) => {
    const { apigateway } = await import("@skylab/apigateway");
    return createService(apigateway({ ...engines, auth: frame.auth.mode, log: frame.log }), frame);
  },
  apigatewaymanagementapi: async (engines, frame) => {
    const { apigatewaymanagementapi } = await import("@skylab/apigateway");
    return createService(apigatewaymanagementapi({ ...engines, auth: frame.auth.mode, log: frame.log }), frame);
  },
  apigatewayv2: async (engines, frame) => {
    const { apigatewayv2 } = await import("@skylab/apigateway");
    return createService(apigatewayv2({ ...engines, auth: frame.auth.mode, log: frame.log }), frame);
  },
  dynamodb: async (engines, frame) =>
    createService((await import("@skylab/dynamodb")).dynamodb({ ...engines, quotas: frame.quotas }), frame),
  "dynamodb-streams": async (engines, frame) =>
    createService((await import("@skylab/dynamodb")).dynamodbStreams(engines), frame),
  iam: async (engines, frame) => createService((await import("@skylab/iam")).iam(engines), frame),
  lambda: async (engines, frame) => {
    const { lambda } = await import("@skylab/lambda");
    const { log, auth } = frame;
    return createService(lambda({ ...engines, host: engines.host(engines.call), auth: auth.mode, log }), frame);
  },
  logs: async (engines, frame) =>
    createService((await import("@skylab/logs")).logs({ ...engines, log: frame.log }), frame),
  s3: async (engines, frame) =>
    createService((await import("@skylab/s3")).s3({ ...engines, log: frame.log, inlineBytes: INLINE_BYTES }), frame),
  sns: async (engines, frame) =>
    createService((await import("@skylab/sns")).sns({ ...engines, log: frame.log }), frame),
  sqs: async (engines, frame) => createService((await import("@skylab/sqs")).sqs(engines), frame),
  sts: async (engines, frame) => createService((await import("@skylab/iam")).sts(engines), frame),
};

const NAMES = MODEL_NAMES.filter((name): name is ServiceName => name in MAKERS);

/** Services of which some may still have to be made. */
export type Services = {
  readonly services: readonly Service[];
  /** Ends the jobs of those that were made since, and of those that are made from now on. */
  readonly stopJobs: () => Promise<void>;
};

/**
 * The services of these names, each of which can call the others. Those that may have left something in this data folder
 * are made, for they have jobs to go on with; each other one when it is first asked.
 */
export async function openServices(names: readonly string[], engines: Engines, frame: Frame): Promise<Services> {
  const calls = localCalls();
  const parts = { ...engines, call: calls.call };
  const used = await usedContainers(engines.records);
  const jobs = jobsOfLater(frame);
  const open = async (name: ServiceName): Promise<Service> => {
    const container = containerOf(name);
    if (used.has(container)) return MAKERS[name](parts, frame);
    const make = async (): Promise<OwnService> => {
      await used.add(container);
      const service = await MAKERS[name](parts, frame);
      jobs.start(service);
      return service;
    };
    const known = { model: loadModel(name), claims: await claimsOf(name) };
    return onDemand({ ...known, isUsed: () => used.has(container), make });
  };
  const services = await Promise.all(NAMES.filter((name) => names.includes(name)).map(open));
  calls.reach(services);
  return { services, stopJobs: jobs.stop };
}

/** The jobs of services that are made while the server runs. */
function jobsOfLater(frame: Frame): RunningJobs & { readonly start: (service: Service) => void } {
  const running: RunningJobs[] = [];
  let isStopped = false;
  return {
    start: (service) => {
      if (!isStopped) running.push(startJobs(service.jobs, frame));
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(running.map((jobs) => jobs.stop()));
    },
  };
}
