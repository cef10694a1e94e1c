import type { EgressRules } from "@skylab/apigateway/facts";
import type { Clock, Ids } from "@skylab/aws";
import type { EncryptionKey } from "@skylab/identity";
import type { Objects } from "@skylab/objects";
import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import type { FunctionHost } from "@skylab/sandbox";
import type { Reach } from "@skylab/sns/facts";
import {
  createService,
  type Frame,
  localCalls,
  type Service,
  type ServiceClient,
  type ServiceName,
} from "@skylab/service";

/** What the services keep their state in. */
export type Engines = {
  readonly records: Records;
  readonly queues: Queues;
  readonly blobs: Objects;
  readonly encryptionKey: EncryptionKey;
  /** Issuer -> URL of its JWKS. */
  readonly oidcKeys: ReadonlyMap<string, string>;
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

type Make = (parts: Parts, frame: Frame) => Promise<Service>;

/** How each service is made; one that is not asked for is not loaded. */
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

/** Makes the services of these names, each of which can call the others. */
export async function makeServices(
  names: readonly string[],
  engines: Engines,
  frame: Frame,
): Promise<readonly Service[]> {
  const calls = localCalls();
  const asked = Object.entries(MAKERS).filter(([name]) => names.includes(name));
  const services = await Promise.all(asked.map(([, make]) => make({ ...engines, call: calls.call }, frame)));
  calls.reach(services);
  return services;
}
