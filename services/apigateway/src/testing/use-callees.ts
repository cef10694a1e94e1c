import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { movableClock, type Place, randomIds } from "@skylab/aws";
// Integrations call the real services on the real engines, which no other code of a service knows.
// oxlint-disable-next-line no-restricted-imports
import { dynamodb } from "@skylab/dynamodb";
// oxlint-disable-next-line no-restricted-imports
import { iam, sts } from "@skylab/iam";
import { encryptionKeyOf, openIdentities } from "@skylab/identity";
// oxlint-disable-next-line no-restricted-imports
import { lambda } from "@skylab/lambda";
// oxlint-disable-next-line no-restricted-imports
import { openFileObjects } from "@skylab/objects/files";
import type { Values } from "@skylab/protocol";
// oxlint-disable-next-line no-restricted-imports
import { openLmdbQueues } from "@skylab/queues/lmdb";
// oxlint-disable-next-line no-restricted-imports
import { openLmdbRecords } from "@skylab/records/lmdb";
// oxlint-disable-next-line no-restricted-imports
import { s3 } from "@skylab/s3";
import type { FunctionHost, Invocation, InvocationEnd, Invoked } from "@skylab/sandbox";
import {
  createService,
  type Frame,
  localCalls,
  type Service,
  type ServiceCall,
  type ServiceClient,
} from "@skylab/service";
import { testFrame } from "@skylab/service/testing";
// oxlint-disable-next-line no-restricted-imports
import { sqs } from "@skylab/sqs";
import { afterAll, beforeAll } from "vitest";
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
export function useCallees(): () => TestCallees {
  let close: (() => Promise<void>) | undefined;
  let test: TestCallees | undefined;
  beforeAll(async () => {
    const opened = await openEngines();
    const { call, reach } = localCalls();
    const { host, runs } = functionHost();
    const engines = { ...opened.engines, call, host };
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
    test = { integrations, called, runs, ask: askerBy(call) };
    ({ close } = opened);
  });
  afterAll(() => close?.());
  return () => {
    if (!test) throw new Error("The services are open only while tests run.");
    return test;
  };
}

async function openEngines() {
  const folder = await mkdtemp(join(tmpdir(), "skylab-callees-"));
  const clock = movableClock();
  const options = { clock, ids: randomIds, durability: "fast" } as const;
  const records = await openLmdbRecords({ folder: join(folder, "records"), ...options });
  const queues = openLmdbQueues({ folder: join(folder, "queues"), ...options });
  const blobs = await openFileObjects({ folder: join(folder, "objects"), durability: "fast" });
  const encryptionKey = encryptionKeyOf("a key for tests");
  const log = { info: () => undefined, warn: () => undefined };
  return {
    engines: { records, queues, blobs, encryptionKey, clock, ids: randomIds, log },
    close: async () => {
      await queues.close();
      await records.close();
      await blobs.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Engines = Awaited<ReturnType<typeof openEngines>>["engines"] & {
  readonly call: ServiceClient;
  readonly host: FunctionHost;
};

function servicesOf(engines: Engines): readonly Service[] {
  const { clock } = engines;
  const plain = testFrame(clock);
  const frame: Frame = { ...plain, auth: { ...plain.auth, mode: "enforce", identities: openIdentities(engines) } };
  const withKeys = { ...engines, oidcKeys: new Map<string, string>() };
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
