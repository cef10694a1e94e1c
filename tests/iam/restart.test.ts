import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteAccessKeyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { type Client, clientsOf, createQueue, createUser, type Key, policy, refusal } from "./iam.ts";
import { endpoint, useMortalSkylab } from "../use-skylab.ts";
import { assume, ASSUMES, ASSUMING, createRole } from "./roles.ts";

const ROOT: Key = { accessKeyId: "test", secretAccessKey: "test" };

const send = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
const receive = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new ReceiveMessageCommand({ QueueUrl }));

// Nobody else's Skylab is killed from here.
describe.skipIf(endpoint !== undefined)("after kill -9 and a start on the same data", () => {
  const { skylab, killAndRestart } = useMortalSkylab({ SKYLAB_AUTH: "enforce" });

  it("users, keys and policies are as they were acknowledged", async () => {
    const root = clientsOf(skylab(), ROOT);
    const queue = await createQueue(root);
    const ada = await createUser(root, policy({ Action: "sqs:SendMessage" }));
    const bob = await createUser(root, policy({ Action: "sqs:*" }));
    const { AccessKey: second } = await root.iam.send(new CreateAccessKeyCommand({ UserName: bob.name }));
    const its = { UserName: bob.name, AccessKeyId: second?.AccessKeyId };
    await root.iam.send(new UpdateAccessKeyCommand({ ...its, Status: "Inactive" }));
    await root.iam.send(new DeleteAccessKeyCommand({ UserName: bob.name, AccessKeyId: bob.key.accessKeyId }));
    await killAndRestart();
    await send(ada, queue.url);
    expect(await refusal(receive(ada, queue.url))).toContain("no identity-based policy allows");
    expect(await refusal(send(bob, queue.url))).toMatch(/^403 InvalidClientTokenId: /);
    const inactive = { accessKeyId: second?.AccessKeyId ?? "", secretAccessKey: second?.SecretAccessKey ?? "" };
    expect(await refusal(send(root.as(inactive), queue.url))).toMatch(/^403 InvalidClientTokenId: /);
    await root.iam.send(new UpdateAccessKeyCommand({ ...its, Status: "Active" }));
    await receive(root.as(inactive), queue.url);
    const { AccessKeyMetadata } = await root.iam.send(new ListAccessKeysCommand({ UserName: bob.name }));
    expect(AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId)).toEqual([second?.AccessKeyId]);
  });

  it("managed policies have their versions, and count what they are attached to", async () => {
    const root = clientsOf(skylab(), ROOT);
    const queue = await createQueue(root);
    const ada = await createUser(root);
    const { Policy } = await root.iam.send(
      new CreatePolicyCommand({ PolicyName: uniqueName("own"), PolicyDocument: policy({ Action: "sqs:SendMessage" }) }),
    );
    const PolicyArn = Policy?.Arn ?? "";
    await root.iam.send(new AttachUserPolicyCommand({ UserName: ada.name, PolicyArn }));
    const second = { PolicyArn, PolicyDocument: policy({ Action: "sqs:ReceiveMessage" }), SetAsDefault: true };
    await root.iam.send(new CreatePolicyVersionCommand(second));
    await killAndRestart();
    await receive(ada, queue.url);
    expect(await refusal(send(ada, queue.url))).toContain("no identity-based policy allows");
    const { Policy: policyAfter } = await root.iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(policyAfter).toMatchObject({ DefaultVersionId: "v2", AttachmentCount: 1 });
  });

  it("sessions go on", async () => {
    const root = clientsOf(skylab(), ROOT);
    const queue = await createQueue(root);
    const ada = await createUser(root, ASSUMES);
    const role = await createRole(root, { Principal: { AWS: ada.arn }, Action: ASSUMING });
    const session = await assume(ada, role, { Policy: policy({ Action: "sqs:SendMessage" }) });
    await killAndRestart();
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(session.arn);
    await send(session, queue.url);
    expect(await refusal(receive(session, queue.url))).toContain("no session policy allows");
    await send(await assume(ada, role), queue.url);
  });

  it("nothing is half done that was under way", async () => {
    const root = clientsOf(skylab(), ROOT);
    const ada = await createUser(root);
    const PolicyArns = ["AmazonSQSFullAccess", "IAMReadOnlyAccess", "AmazonSNSFullAccess"].map(
      (name) => `arn:aws:iam::aws:policy/${name}`,
    );
    const acknowledged = new Set<string>();
    const changeForEver = async (PolicyArn: string): Promise<never> => {
      const attached = { UserName: ada.name, PolicyArn };
      for (;;) {
        await root.iam.send(new AttachUserPolicyCommand(attached));
        acknowledged.add(`${PolicyArn} was attached`);
        await root.iam.send(new DetachUserPolicyCommand(attached));
      }
    };
    const makeForEver = async (): Promise<never> => {
      for (;;) acknowledged.add((await createUser(root)).name);
    };
    const workers = [...PolicyArns.map(changeForEver), makeForEver(), makeForEver()].map((worker) =>
      worker.catch(String),
    );
    while (acknowledged.size < PolicyArns.length + 20) await root.iam.send(new ListUsersCommand({ MaxItems: 1 }));
    await killAndRestart();
    await Promise.all(workers);
    const { Users = [] } = await root.iam.send(new ListUsersCommand({ MaxItems: 1000 }));
    const names = new Set(Users.map(({ UserName }) => UserName));
    expect([...acknowledged].filter((name) => !name.endsWith("attached") && !names.has(name))).toEqual([]);
    const { AttachedPolicies = [] } = await root.iam.send(new ListAttachedUserPoliciesCommand({ UserName: ada.name }));
    const attached = new Set(AttachedPolicies.map(({ PolicyArn }) => PolicyArn));
    for (const PolicyArn of PolicyArns) {
      const { Policy } = await root.iam.send(new GetPolicyCommand({ PolicyArn }));
      expect([PolicyArn, Policy?.AttachmentCount]).toEqual([PolicyArn, attached.has(PolicyArn) ? 1 : 0]);
    }
  });
});
