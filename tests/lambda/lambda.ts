import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { strToU8, zipSync } from "fflate";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file. */
export type Lambda = {
  readonly skylab: () => Skylab;
  readonly client: (as?: ClientIdentity) => LambdaClient;
  /** Makes a function of a new name in Node.js, and waits until it may be invoked. */
  readonly createFunction: (code: string, more?: FunctionSettings) => Promise<TestFunction>;
  /** Makes a queue of a new name. */
  readonly createQueue: () => Promise<TestQueue>;
};

export type FunctionSettings = NewFunction & { readonly by?: LambdaClient };

type NewFunction = Partial<CreateFunctionCommandInput> & {
  /** Whom it lets in from the beginning: before any replica remembers it as it was without. */
  readonly allows?: Partial<AddPermissionCommandInput>;
};

export type TestFunction = {
  readonly name: string;
  readonly arn: string;
  readonly client: LambdaClient;
  /** Invokes it and tells what it returned, and all else that the answer says. */
  readonly invoke: (event?: unknown, more?: Partial<InvokeCommandInput>) => Promise<TestAnswer>;
  /** Has it do something some time later. */
  readonly send: (event?: unknown) => Promise<void>;
  /** Lets somebody invoke it. */
  readonly allow: (permission: Partial<AddPermissionCommandInput>) => Promise<void>;
};

export type TestAnswer = {
  readonly payload: unknown;
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly version: string | undefined;
  /** The end of its log. */
  readonly log: string | undefined;
};

export type TestQueue = {
  readonly url: string;
  readonly arn: string;
  /** Receives until so many messages have come, and deletes them. */
  readonly take: (many: number) => Promise<readonly TestMessage[]>;
};

export type TestMessage = {
  /** As JSON. */
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string | undefined>>;
};

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useLambda(settings: Readonly<Record<string, string>> = {}): Lambda {
  const skylab = useSkylab(settings, { own: Object.keys(settings).length > 0 });
  const client = (as?: ClientIdentity): LambdaClient => skylab().client(LambdaClient, as);
  return {
    skylab,
    client,
    createFunction: (code, { by = client(), ...more } = {}) => createFunction(by, code, more),
    createQueue: () => createQueue(skylab().client(SQSClient)),
  };
}

/** A zip file of one file, or of several by their names. */
export const zipOf = (code: string | Readonly<Record<string, string>>): Uint8Array => {
  const files = typeof code === "string" ? { "index.mjs": code } : code;
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
};

const ACTIVE_WITHIN_SECONDS = 60;

/** Makes a function as `Lambda.createFunction` does, by a client of any Skylab. */
export async function createFunction(
  client: LambdaClient,
  code: string,
  { allows, ...more }: NewFunction = {},
): Promise<TestFunction> {
  const name = uniqueName("function");
  const input: CreateFunctionCommandInput = {
    FunctionName: name,
    Role: "arn:aws:iam::000000000000:role/worker",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Timeout: 30,
    Code: { ZipFile: zipOf(code) },
    ...more,
  };
  const { FunctionArn: arn = "" } = await client.send(new CreateFunctionCommand(input));
  const allow = async (permission: Partial<AddPermissionCommandInput>): Promise<void> => {
    const StatementId = uniqueName("statement");
    const asked = { FunctionName: name, StatementId, Action: "lambda:InvokeFunction", Principal: "*", ...permission };
    await client.send(new AddPermissionCommand(asked));
  };
  if (allows !== undefined) await allow(allows);
  await waitUntilFunctionActiveV2(
    { client, maxWaitTime: ACTIVE_WITHIN_SECONDS, minDelay: 1, maxDelay: 1 },
    { FunctionName: name },
  );
  return {
    name,
    arn,
    client,
    invoke: (event = {}, options = {}) => invoke(client, { FunctionName: name, Payload: bytes(event), ...options }),
    send: async (event = {}) => {
      const asked = { FunctionName: name, InvocationType: "Event", Payload: bytes(event) } as const;
      await client.send(new InvokeCommand(asked));
    },
    allow,
  };
}

const bytes = (event: unknown): Uint8Array => Buffer.from(JSON.stringify(event));

/** Invokes a function and tells what came of it. */
export async function invoke(client: LambdaClient, input: InvokeCommandInput): Promise<TestAnswer> {
  const answer = await client.send(new InvokeCommand(input));
  const text = answer.Payload?.transformToString() ?? "";
  return {
    payload: text === "" ? undefined : (JSON.parse(text) as unknown), // as: whatever it returned.
    status: answer.StatusCode,
    error: answer.FunctionError,
    version: answer.ExecutedVersion,
    log: answer.LogResult === undefined ? undefined : Buffer.from(answer.LogResult, "base64").toString(),
  };
}

/** Makes a queue as `Lambda.createQueue` does, by a client of any Skylab. */
export async function createQueue(client: SQSClient): Promise<TestQueue> {
  const { QueueUrl: url = "" } = await client.send(new CreateQueueCommand({ QueueName: uniqueName("queue") }));
  const [, account, name] = new URL(url).pathname.split("/");
  return {
    url,
    arn: `arn:aws:sqs:${await client.config.region()}:${account}:${name}`,
    take: (many) => take(client, url, many),
  };
}

async function take(client: SQSClient, QueueUrl: string, many: number): Promise<readonly TestMessage[]> {
  const taken: TestMessage[] = [];
  while (taken.length < many) {
    const asked = { QueueUrl, MaxNumberOfMessages: Math.min(10, many - taken.length), WaitTimeSeconds: 20 };
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ ...asked, MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] }),
    );
    for (const { Body = "null", MessageAttributes = {}, ReceiptHandle } of Messages) {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
      // as: whatever was sent.
      taken.push({ body: JSON.parse(Body) as unknown, attributes: Object.fromEntries(attributes) });
    }
  }
  return taken;
}

/** How an operation was refused: `Code: message`. */
export async function refusal(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  throw new Error("The operation was not refused.");
}
