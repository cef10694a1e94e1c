import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListUsersCommand } from "@aws-sdk/client-iam";
import { CreateQueueCommand, ListQueuesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { type SpawnedSkylab, spawnSkylab, uniqueName } from "@skylab/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientsOf, createQueue, createUser, policy, refusal } from "./iam.ts";
import { endpoint } from "../use-skylab.ts";
import { createRole } from "./roles.ts";

const STRANGER = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "any" };
const ROOT = { accessKeyId: "test", secretAccessKey: "test" };

const mode = (SKYLAB_AUTH: string): (() => SpawnedSkylab) => {
  let folder: string;
  let skylab: SpawnedSkylab | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "skylab-test-"));
    skylab = await spawnSkylab({ folder: join(folder, "data"), env: { SKYLAB_AUTH } });
  });
  afterAll(async () => {
    await skylab?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (!skylab) throw new Error("Skylab runs only while tests do.");
    return skylab;
  };
};

const send = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));

describe.skipIf(endpoint !== undefined)("open", () => {
  const skylab = mode("open");

  it("takes a stranger for root of the account that its key names", async () => {
    for (const [key, account] of [
      [STRANGER, "000000000000"],
      [{ accessKeyId: "111122223333", secretAccessKey: "any" }, "111122223333"],
    ] as const) {
      const { sts } = clientsOf(skylab(), key);
      expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(`arn:aws:iam::${account}:root`);
    }
  });

  it("verifies keys that IAM made, and enforces their policies", async () => {
    const root = clientsOf(skylab(), STRANGER);
    const queue = await createQueue(root);
    const ada = await createUser(root, policy({ Action: "sqs:SendMessage" }));
    await send(ada, queue.url);
    expect(await refusal(ada.sqs.send(new ListQueuesCommand({})))).toContain("no identity-based policy allows");
    const forged = root.as({ ...ada.key, secretAccessKey: "guessed" });
    expect(await refusal(send(forged, queue.url))).toMatch(/^403 SignatureDoesNotMatch: /);
  });

  it("keeps accounts apart", async () => {
    const [one, other] = ["111122223333", "444455556666"].map((accessKeyId) =>
      clientsOf(skylab(), { accessKeyId, secretAccessKey: "any" }),
    );
    const QueueName = uniqueName("queue");
    await one?.sqs.send(new CreateQueueCommand({ QueueName }));
    const { QueueUrls = [] } = (await other?.sqs.send(new ListQueuesCommand({ QueueNamePrefix: QueueName }))) ?? {};
    expect(QueueUrls).toEqual([]);
  });

  it("lets who tries out a role assume it", async () => {
    const root = clientsOf(skylab(), STRANGER);
    const role = await createRole(root, { Principal: { Service: "lambda.amazonaws.com" } });
    await root.sts.send(new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: "ses" }));
  });
});

describe.skipIf(endpoint !== undefined)("audit", () => {
  const skylab = mode("audit");

  /** What was written before an answer may come behind it. */
  const logged = (text: string): Promise<void> => expect.poll(() => skylab().output()).toContain(text);

  it("lets pass, and tells in the log, whom enforce would refuse", async () => {
    const queue = await createQueue(clientsOf(skylab(), ROOT));
    await send(clientsOf(skylab(), STRANGER), queue.url);
    await logged("audit: The security token included in the request is invalid.");
    await send(clientsOf(skylab(), { ...ROOT, secretAccessKey: "wrong" }), queue.url);
    await logged("audit: The request signature we calculated does not match");
    const ada = await createUser(clientsOf(skylab(), ROOT));
    await send(ada, queue.url);
    await ada.iam.send(new ListUsersCommand({}));
    const denied = `"msg":"audit: User: ${ada.arn} is not authorized to perform: `;
    await logged(`${denied}sqs:SendMessage on resource: ${queue.arn} because no identity-based`);
    await logged(`${denied}iam:ListUsers on resource: `);
  });

  it("says nothing of who may", async () => {
    const root = clientsOf(skylab(), ROOT);
    const queue = await createQueue(root);
    const ada = await createUser(root, policy({ Action: "sqs:SendMessage" }));
    await send(ada, queue.url);
    await clientsOf(skylab(), STRANGER).sqs.send(new ListQueuesCommand({ QueueNamePrefix: "last" }));
    await logged("audit: The security token included in the request is invalid.");
    expect(skylab().output()).not.toContain(ada.arn);
    expect(skylab().output()).not.toContain(queue.arn);
  });

  it("keeps accounts apart", async () => {
    const owner = clientsOf(skylab(), { accessKeyId: "222222222222", secretAccessKey: "any" });
    const stranger = clientsOf(skylab(), { accessKeyId: "111111111111", secretAccessKey: "any" });
    const queue = await createQueue(owner);
    expect(await refusal(send(stranger, queue.url))).toContain("no resource-based policy allows");
  });

  it("verifies keys that IAM made all the same", async () => {
    const root = clientsOf(skylab(), ROOT);
    const ada = await createUser(root);
    const forged = root.as({ ...ada.key, secretAccessKey: "guessed" });
    expect(await refusal(forged.sts.send(new GetCallerIdentityCommand({})))).toMatch(/^403 SignatureDoesNotMatch: /);
  });
});
