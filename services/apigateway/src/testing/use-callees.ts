import type { Place } from "@skylab/aws";
import { dynamodb } from "@skylab/dynamodb";
import { type TestEngines, useEngines } from "@skylab/engines/testing";
import { iam, type IamEngines, sts } from "@skylab/iam";
import { type EncryptionKey, encryptionKeyOf, openIdentities } from "@skylab/identity";
import { lambda } from "@skylab/lambda";
import type { Values } from "@skylab/protocol";
import { s3 } from "@skylab/s3";
import type { FunctionHost, Invocation, InvocationEnd, Invoked } from "@skylab/sandbox";
import {
  createService,
  type Frame,
  localCalls,
  type Logger,
  type Service,
  type ServiceCall,
  type ServiceClient,
} from "@skylab/service";
import { testFrame } from "@skylab/service/testing";
import { sqs } from "@skylab/sqs";
import type { Integrations } from "../front/integrations/integration.ts";
import { openIntegrations } from "../front/integrations/open-integrations.ts";

/** Integrations, and behind them SQS, DynamoDB, S3, Lambda, IAM and STS, all of which enforce what policies say. */
export type TestCallees = {
  readonly integrations: Integrations;
  /** What the integrations asked of services. */
  readonly called: ServiceCall[];
  /** Asks a service as root of an account: `sqs:CreateQueue`. */
  readonly ask: (place: Place, what: string, input: Values) => Promise<Values>;
  /** How functions run from now on. */
  readonly runs: (invoke: Invoke) => void;
};

type Invoke = (invocation: Invocation) => Invoked | Promise<Invoked>;

/** What came of a run that went well. */
export const RAN: InvocationEnd = { logTail: "", durationMs: 1, billedMs: 1 };

/** Opens the services before the tests of a file and closes them behind them. */
export const useCallees = (): (() => TestCallees) =>
  useEngines(["queues", "blobs"], (opened) => {
    const { call, reach } = localCalls();
    const { host, runs } = functionHost();
    const encryptionKey = encryptionKeyOf("a key for tests");
    const log = { info: () => undefined, warn: () => undefined };
    const engines = { ...opened, encryptionKey, log, call, host };
    reach(servicesOf(engines));
    const called: ServiceCall[] = [];
    const integrations = openIntegrations({
      ...engines,
      auth: "enforce",
      egress: { denied: [], ownPorts: () => [4566], setting: "SKYLAB_APIGATEWAY_HTTP_DENY" },
      call: (asked) => {
        called.push(asked);
        return call(asked);
      },
    });
    return { integrations, called, runs, ask: askerBy(call) };
  });

type Engines = TestEngines & {
  readonly encryptionKey: EncryptionKey;
  readonly log: Pick<Logger, "info" | "warn">;
  readonly call: ServiceClient;
  readonly host: FunctionHost;
};

const none = (): Promise<never> => Promise.reject(new Error("No provider is reached from here."));
const NO_PROVIDERS: IamEngines["providerKeys"] = { urls: new Map(), getConfigured: none, get: none };

function servicesOf(engines: Engines): readonly Service[] {
  const { clock } = engines;
  const plain = testFrame(clock);
  const frame: Frame = { ...plain, auth: { ...plain.auth, mode: "enforce", identities: openIdentities(engines) } };
  const withKeys = { ...engines, providerKeys: NO_PROVIDERS };
  return [
    createService(sqs(engines), frame),
    createService(dynamodb(engines), frame),
    createService(s3({ ...engines, inlineBytes: 0 }), frame),
    // Functions of these tests have no roles.
    createService(lambda({ ...engines, auth: "open" }), frame),
    createService(iam(withKeys), frame),
    createService(sts(withKeys), frame),
  ];
}

const askerBy =
  (call: ServiceClient): TestCallees["ask"] =>
  (place, what, input) => {
    const [service = "", operation = ""] = what.split(":");
    const { account } = place;
    const onBehalfOf = { account, arn: `arn:aws:iam::${account}:root`, id: account, accessKeyId: account };
    const principal = { name: "tests", sourceArn: undefined };
    return call({ service, operation, input, as: { principal, place, onBehalfOf } });
  };

function functionHost(): { readonly host: FunctionHost; readonly runs: TestCallees["runs"] } {
  let invoke: Invoke | undefined;
  return {
    runs: (how) => {
      invoke = how;
    },
    host: {
      invoke: async (invocation) => {
        if (invoke === undefined) throw new Error("This test says not how functions run.");
        return await invoke(invocation);
      },
      provision: async () => undefined,
      provisioned: async () => ({ ready: 0 }),
      forget: async () => undefined,
      level: () => "plain",
      close: async () => undefined,
    },
  };
}
