import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeleteUserCommand,
  UpdateLoginProfileCommand,
} from "@aws-sdk/client-iam";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import {
  AssumeRoleWithWebIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { presign, sign } from "@skylab/auth";
import { type SpawnedSkylab, spawnSkylab } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientsOf, createUser, type Key, keyOf, policy, ROOT_ACCOUNT, type TestUser } from "./iam.ts";
import { endpoint } from "../use-skylab.ts";
import { assume, ASSUMES, ASSUMING, createRole } from "./roles.ts";

const MEGABYTE = 1_000_000;
const LOG_BYTES = 10 * MEGABYTE;
/** At a time, so that the log grows fast. */
const CLIENTS = 16;
/** IAM's longest path, and nearly its longest ARN: what it says of who has one and asks for the other fills the log in a few thousand requests. */
const LONG_PATH = `/${"p".repeat(510)}/`;
const LONG_ARN = `arn:aws:iam::${ROOT_ACCOUNT}:policy/${"a".repeat(1900)}`;

const settings = {
  SKYLAB_ROOT_ACCESS_KEY_ID: "AKIAROOTKEYOFTHISTEST",
  SKYLAB_ROOT_SECRET_ACCESS_KEY: randomUUID(),
  SKYLAB_ENCRYPTION_KEY: randomUUID(),
  SKYLAB_INTERNAL_SECRET: randomUUID(),
  SKYLAB_ADMIN_TOKEN: randomUUID(),
};
const ROOT: Key = {
  accessKeyId: settings.SKYLAB_ROOT_ACCESS_KEY_ID,
  secretAccessKey: settings.SKYLAB_ROOT_SECRET_ACCESS_KEY,
};

// What somebody else's Skylab writes is not to be seen from here.
describe.skipIf(endpoint !== undefined)("after a run whose log has ten megabytes", () => {
  let folder: string;
  let skylab: SpawnedSkylab;
  let ada: TestUser;
  const secrets = new Map<string, string>();
  const keep = (name: string, secret: string | undefined): void => {
    if (secret === undefined || secret.length < 8) throw new Error(`${name} is no secret.`);
    secrets.set(name, secret);
  };
  const keepKey = (name: string, { secretAccessKey, sessionToken }: Key): void => {
    keep(`the secret of ${name}`, secretAccessKey);
    if (sessionToken !== undefined) keep(`the session token of ${name}`, sessionToken);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
    // Audit tells most in its log.
    const env = { ...settings, SKYLAB_AUTH: "audit", SKYLAB_LOG_LEVEL: "trace", SKYLAB_DURABILITY: "fast" };
    skylab = await spawnSkylab({ folder: join(folder, "data"), env });
    for (const [name, value] of Object.entries(settings).slice(1)) keep(name, value);
    const root = clientsOf(skylab, ROOT);
    ada = await useSecrets(root, keep, keepKey);
    await makeAccount(skylab, keep);
    await failInManyWays(skylab, ada);
    await fillLog(skylab, await powerlessUser(root, keepKey));
    await skylab.stop();
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("no secret is in the log", () => {
    const log = skylab.output();
    expect(log.length).toBeGreaterThanOrEqual(LOG_BYTES);
    expect(secrets.size).toBeGreaterThan(20);
    expect([...secrets].filter(([, secret]) => formsOf(secret).some((form) => log.includes(form)))).toEqual([]);
    expect(log).not.toMatch(/Signature=[0-9a-f]/);
    // What is looked for would be found.
    expect(log).toContain(LONG_PATH);
  });

  it("no secret is on the disk as it is", async () => {
    const data = join(folder, "data");
    const files = await readdir(data, { recursive: true, withFileTypes: true });
    const contents = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "latin1")),
    );
    expect([...secrets].filter(([, secret]) => contents.some((text) => text.includes(secret)))).toEqual([]);
    expect(contents.some((text) => text.includes(ada.name))).toBe(true);
  });
});

type Keep = (name: string, secret: string | undefined) => void;
type KeepKey = (name: string, key: Key) => void;

/** How a secret could stand in a log. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
];

/** Makes and uses everything that is secret. */
async function useSecrets(root: Client, keep: Keep, keepKey: KeepKey): Promise<TestUser> {
  const ada = await createUser(root, ASSUMES);
  keepKey("ada", ada.key);
  const UserName = ada.name;
  const password = `${randomUUID()}A!`;
  keep("a first password", password);
  await root.iam.send(new CreateLoginProfileCommand({ UserName, Password: password }));
  keep("a second password", `${password}2`);
  await root.iam.send(new UpdateLoginProfileCommand({ UserName, Password: `${password}2` }));
  keep("a third password", `${password}3`);
  await ada.iam.send(new ChangePasswordCommand({ OldPassword: `${password}2`, NewPassword: `${password}3` }));
  keep("a password that is refused", `${password}4`);
  const wrong = { OldPassword: `${password}4`, NewPassword: `${password}4` };
  await expect(ada.iam.send(new ChangePasswordCommand(wrong))).rejects.toThrow();
  const { VirtualMFADevice: device } = await root.iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }),
  );
  keep("the seed of an MFA device", Buffer.from(device?.Base32StringSeed ?? []).toString());
  const { ServiceSpecificCredential: credential } = await root.iam.send(
    new CreateServiceSpecificCredentialCommand({ UserName, ServiceName: "codecommit.amazonaws.com" }),
  );
  keep("the password of a service-specific credential", credential?.ServicePassword);
  await useSessions(root, ada, keepKey);
  const token = [{ alg: "RS256" }, { iss: "https://issuer.test", sub: "ada", aud: "app" }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  keep("a web identity's token", `${token}.c2lnbmF0dXJl`);
  const web = { RoleArn: `arn:aws:iam::${ROOT_ACCOUNT}:role/web`, RoleSessionName: "ses" };
  await expect(
    root.sts.send(new AssumeRoleWithWebIdentityCommand({ ...web, WebIdentityToken: `${token}.c2lnbmF0dXJl` })),
  ).rejects.toThrow();
  return ada;
}

async function useSessions(root: Client, ada: Client, keepKey: KeepKey): Promise<void> {
  const role = await createRole(root, { Principal: { AWS: ROOT_ACCOUNT }, Action: ASSUMING });
  const session = await assume(ada, role, { ExternalId: "external" });
  const chained = await assume(session, role);
  const user = await ada.sts.send(new GetSessionTokenCommand({}));
  const guest = await ada.sts.send(
    new GetFederationTokenCommand({ Name: "guest", Policy: policy({ Action: "sqs:*" }) }),
  );
  const sessions = {
    "a role": session.key,
    "a chained role": chained.key,
    "a user's session": keyOf(user.Credentials),
    "a federated user": keyOf(guest.Credentials),
  };
  for (const [name, key] of Object.entries(sessions)) {
    keepKey(name, key);
    const { sqs } = root.as(key);
    await sqs.send(new CreateQueueCommand({ QueueName: "secrets" }));
  }
}

/** Makes an account as an admin does. */
async function makeAccount({ url }: SpawnedSkylab, keep: Keep): Promise<void> {
  const answer = await fetch(`${url}/_skylab/accounts`, {
    method: "POST",
    headers: { authorization: `Bearer ${settings.SKYLAB_ADMIN_TOKEN}` },
    body: JSON.stringify({ name: "team" }),
  });
  const { rootSecretAccessKey } = (await answer.json()) as { rootSecretAccessKey?: string }; // as: its own form.
  keep("the secret of an account's root", rootSecretAccessKey);
}

/** What goes wrong is logged with more words than what goes well. */
async function failInManyWays(skylab: SpawnedSkylab, ada: Client): Promise<void> {
  const { key } = ada;
  for (const wrong of [
    { ...key, sessionToken: "none of ours" },
    { ...key, secretAccessKey: "guessed" },
    { ...key, accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
  ]) {
    await ada
      .as(wrong)
      .sqs.send(new ReceiveMessageCommand({ QueueUrl: "http://localhost/nowhere" }))
      .catch(String);
  }
  await expect(ada.iam.send(new DeleteUserCommand({ UserName: "nobody" }))).rejects.toThrow();
  const host = new URL(skylab.url).host;
  const head = { method: "GET", path: "/", query: "Action=Nonsense&Version=2011-06-15", headers: { host } };
  const options = { region: "us-east-1", service: "sts", now: Date.now(), expiresSeconds: 60 };
  await (await fetch(`${skylab.url}/?${presign(head, key, options)}`)).text();
  await (await fetch(`${skylab.url}/?${presign(head, key, options)}x`)).text();
}

async function powerlessUser({ iam, as }: Client, keepKey: KeepKey): Promise<Client> {
  await iam.send(new CreateUserCommand({ UserName: "powerless", Path: LONG_PATH }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "powerless" }));
  const key = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  keepKey("who may nothing", key);
  return as(key);
}

/** Asks for what is not allowed until the log is long. */
async function fillLog(skylab: SpawnedSkylab, { key }: Client): Promise<void> {
  const host = new URL(skylab.url).host;
  const body = `Action=GetPolicy&Version=2010-05-08&PolicyArn=${LONG_ARN}`;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const head = { method: "POST", path: "/", query: "", headers: { ...headers, host } };
  let written = 0;
  const ask = async (): Promise<void> => {
    while (written < LOG_BYTES) {
      const signature = sign(head, key, { region: "us-east-1", service: "iam", now: Date.now(), body });
      const answer = await fetch(skylab.url, { method: "POST", headers: { ...headers, ...signature }, body });
      await answer.text();
      // The whole of it is long: it is not looked at after each request.
      written += LEAST_A_REQUEST;
    }
  };
  do {
    await Promise.all(Array.from({ length: CLIENTS }, ask));
    written = skylab.output().length;
  } while (written < LOG_BYTES);
}

/** Who is refused is told twice, and the path with it, and for what. */
const LEAST_A_REQUEST = 2 * LONG_PATH.length + LONG_ARN.length;
