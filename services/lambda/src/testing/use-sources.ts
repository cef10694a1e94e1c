import { setTimeout as sleep } from "node:timers/promises";
import { dynamodb, dynamodbStreams } from "@skylab/dynamodb";
import type { Values } from "@skylab/protocol";
import type { BufferedAnswer, Invocation } from "@skylab/sandbox";
import { createService, localCalls } from "@skylab/service";
import { testFrame } from "@skylab/service/testing";
import { sqs } from "@skylab/sqs";
import { afterAll, beforeAll } from "vitest";
import type { StoredConfiguration } from "../domain/functions/version.ts";
import { superviseMappings } from "../mappings/supervise.ts";
import { functionRows, versionKey, versionRows } from "../store/functions.ts";
import type { LambdaEngines } from "../store/engines.ts";
import { openStore, type LambdaStore } from "../store/store.ts";
import { testHost } from "./test-host.ts";
import { type TestLambda, useLambda } from "./use-lambda.ts";

/** What a function of a test does with an event: what it returns, or an error that it throws. */
export type TestFunction = (event: Values, invocation: Invocation) => unknown;

export type TestSources = Pick<TestLambda, "clock"> & {
  readonly store: LambdaStore;
  /** Calls an operation of Lambda as root of an account; each test takes an account of its own. */
  readonly call: TestLambda["call"];
  /** Makes a function of an account, and answers its ARN. */
  readonly makeFunction: (account: string, name: string, does: TestFunction) => Promise<string>;
  /** Asks SQS or DynamoDB as root of an account. */
  readonly ask: (account: string, operation: string, input: Values) => Promise<Values>;
  /** Runs mappings as one more process does, until it is stopped. */
  readonly supervise: (more?: Partial<LambdaEngines>) => { readonly stop: () => Promise<void> };
};

/**
 * Opens SQS, DynamoDB and a Lambda before the tests of a file, and runs mappings, unless a test does so itself. Functions are
 * a test's own.
 */
export function useSources({ runs: runsMappings = true } = {}): () => TestSources {
  const lambda = useLambda();
  let test: TestSources | undefined;
  let stop: (() => Promise<void>) | undefined;
  beforeAll(() => {
    const { clock, engines: opened } = lambda();
    const calls = localCalls();
    const frame = testFrame(clock);
    calls.reach([
      createService(sqs(opened), frame),
      createService(dynamodb(opened), frame),
      createService(dynamodbStreams(opened), frame),
    ]);
    const functions = new Map<string, TestFunction>();
    const { host, runs } = testHost();
    runs({ invoke: (invocation) => invokeTest(functions, invocation) });
    const engines = { ...opened, host, call: calls.call };
    const store = openStore(engines);
    const supervise: TestSources["supervise"] = (more) => {
      const ending = new AbortController();
      const its = more === undefined ? store : openStore({ ...engines, ...more });
      const ended = superviseMappings(its, its.becomeSole, ending.signal);
      return {
        stop: async () => {
          ending.abort();
          await ended;
        },
      };
    };
    if (runsMappings) ({ stop } = supervise());
    test = {
      clock,
      store,
      supervise,
      call: (operation, input, as) => lambda().call((given, call) => operation(given, call, store), input, as),
      makeFunction: (account, name, does) => makeFunction(store, { account, name, does, functions }),
      ask: (account, operation, input) => {
        const as = { principal: { name: "tests", sourceArn: undefined }, place: { account, region: "us-east-1" } };
        const onBehalfOf = { account, arn: `arn:aws:iam::${account}:root`, id: account, accessKeyId: undefined };
        const service = operation.includes("Queue") || operation.includes("Message") ? "sqs" : "dynamodb";
        return calls.call({ service, operation, input, as: { ...as, onBehalfOf } });
      },
    };
  });
  afterAll(() => stop?.());
  return () => {
    if (!test) throw new Error("The services are open only while tests run.");
    return test;
  };
}

async function invokeTest(
  functions: ReadonlyMap<string, TestFunction>,
  invocation: Invocation,
): Promise<BufferedAnswer> {
  const end = { logTail: "", durationMs: 1, billedMs: 1 };
  const event: Values = JSON.parse(Buffer.from(invocation.payload).toString());
  try {
    const returned = await functions.get(invocation.version.functionArn)?.(event, invocation);
    return { kind: "buffered", payload: Buffer.from(JSON.stringify(returned ?? null)), end };
  } catch (error) {
    if (error instanceof Error && error.name === "HostRefusal") throw error;
    const payload = Buffer.from(JSON.stringify({ errorType: "Error", errorMessage: String(error) }));
    return { kind: "buffered", payload, end: { ...end, functionError: "Unhandled" } };
  }
}

type Making = {
  readonly account: string;
  readonly name: string;
  readonly does: TestFunction;
  readonly functions: Map<string, TestFunction>;
};

async function makeFunction(store: LambdaStore, { account, does, functions, name }: Making): Promise<string> {
  const place = { account, region: "us-east-1" };
  const FunctionArn = `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  functions.set(FunctionArn, does);
  const configuration: StoredConfiguration = {
    FunctionName: name,
    FunctionArn,
    Version: "$LATEST",
    Role: `arn:aws:iam::${account}:role/none`,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    MemorySize: 128,
    Timeout: 3,
    RevisionId: "1",
    State: "Active",
  };
  const code = { kind: "zip", blob: "none", sha256: "none", size: 1 } as const;
  await store.change(place, async (rows) => {
    rows.put(functionRows, { id: name, tags: {}, recursiveLoop: "Allow" }, name);
    rows.put(versionRows, { configuration, code, layers: [] }, ...versionKey(name, "$LATEST"));
  });
  return FunctionArn;
}

/** So often a test looks whether something has come about. */
const LOOK_EVERY_MS = 10;

/** Waits until something has come about; the test's own limit ends it. */
export async function until<Value>(look: () => Value | undefined | Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(LOOK_EVERY_MS);
  }
}
