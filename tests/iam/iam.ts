import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Credentials, STSClient } from "@aws-sdk/client-sts";
import { type ClientIdentity, type Skylab, uniqueName } from "@skylab/testkit";
import { useSkylab } from "../use-skylab.ts";

/** Skylab for the tests of one file, which lets in known keys only. */
export type Iam = {
  readonly skylab: () => Skylab;
  /** Root of account 000000000000. */
  readonly root: () => Client;
  /** Whoever has these credentials. */
  readonly as: (credentials: Key) => Client;
  /** Makes an account for this test alone. */
  readonly createAccount: () => Promise<Account>;
};

/** An access key as clients hold it. */
export type Key = Required<Pick<ClientIdentity, "accessKeyId" | "secretAccessKey">> &
  Pick<ClientIdentity, "sessionToken" | "region">;

/** The clients of one caller. */
export type Client = {
  readonly key: Key;
  readonly iam: IAMClient;
  readonly sqs: SQSClient;
  readonly sts: STSClient;
  /** The clients of another caller. */
  readonly as: (key: Key) => Client;
};

/** An account and its root. */
export type Account = { readonly id: string; readonly root: Client };

/** A user and its clients. */
export type TestUser = Client & { readonly name: string; readonly arn: string };

export const ROOT_ACCOUNT = "000000000000";
const ROOT_KEY = { accessKeyId: "test", secretAccessKey: "test" };

/** Starts Skylab before the tests of a file and stops it behind them; or takes the one at SKYLAB_TEST_ENDPOINT. */
export function useIam(settings: Readonly<Record<string, string>> = {}): Iam {
  const skylab = useSkylab({ SKYLAB_AUTH: "enforce", ...settings });
  const as = (key: Key): Client => clientsOf(skylab(), key);
  return {
    skylab,
    as,
    root: () => as(ROOT_KEY),
    createAccount: async () => {
      const body = JSON.stringify({ name: uniqueName("team") });
      const answer = await skylab().fetch("/_skylab/accounts", { method: "POST", body });
      if (!answer.ok) throw new Error(`No account was made: ${answer.status} ${await answer.text()}`);
      const { id, ...key } = (await answer.json()) as NewAccount; // as: its own form.
      return { id, root: as({ accessKeyId: key.rootAccessKeyId, secretAccessKey: key.rootSecretAccessKey }) };
    },
  };
}

type NewAccount = { readonly id: string; readonly rootAccessKeyId: string; readonly rootSecretAccessKey: string };

export const clientsOf = ({ client }: Pick<Skylab, "client">, key: Key): Client => ({
  as: (other) => clientsOf({ client }, other),
  key,
  iam: client(IAMClient, key),
  sqs: client(SQSClient, key),
  sts: client(STSClient, key),
});

/** The key of an answer's temporary credentials. */
export function keyOf(credentials: Credentials | undefined): Key {
  if (credentials?.AccessKeyId === undefined) throw new Error("The answer has no credentials.");
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey = "", SessionToken: sessionToken } = credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

/** Makes a user with a key, and an inline policy where one is given. */
export async function createUser(by: Client, policy?: string): Promise<TestUser> {
  const UserName = uniqueName("user");
  const { User } = await by.iam.send(new CreateUserCommand({ UserName }));
  if (policy !== undefined) {
    await by.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "inline", PolicyDocument: policy }));
  }
  const { AccessKey } = await by.iam.send(new CreateAccessKeyCommand({ UserName }));
  const key = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  return { ...by.as(key), name: UserName, arn: User?.Arn ?? "" };
}

/** Makes a queue of a new name. */
export async function createQueue(
  { sqs }: Client,
  more: { readonly tags?: Record<string, string>; readonly Attributes?: Record<string, string> } = {},
): Promise<{ readonly url: string; readonly name: string; readonly arn: string }> {
  const name = uniqueName("queue");
  const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name, ...more }));
  const account = new URL(url).pathname.split("/")[1];
  return { url, name, arn: `arn:aws:sqs:us-east-1:${account}:${name}` };
}

/** A statement of a policy. */
export type Statement = Readonly<Record<string, unknown>>;

/** A policy document of these statements; `Allow` on everything where they do not say it. */
export const policy = (...statements: readonly Statement[]): string =>
  documentOf(statements, { Effect: "Allow", Resource: "*" });

/** A trust policy of these statements. */
export const trust = (...statements: readonly Statement[]): string =>
  documentOf(statements, { Effect: "Allow", Action: "sts:AssumeRole" });

function documentOf(statements: readonly Statement[], defaults: Statement): string {
  const complete = (statement: Statement): Statement => ({ ...defaults, ...statement });
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(complete) });
}

/** Why a request was refused: `403 AccessDenied: User: …`. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  const answer = await request.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(answer instanceof Error)) throw new Error("The request was not refused.");
  const { $metadata: { httpStatusCode: status } = {} } = answer as { $metadata?: { httpStatusCode?: number } }; // as: so the SDK's are.
  return `${status} ${answer.name}: ${answer.message}`;
}
