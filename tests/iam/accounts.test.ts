import { AttachUserPolicyCommand, CreateUserCommand, GetUserCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { type Account, type Client, createQueue, createUser, policy, refusal, type Statement, useIam } from "./iam.ts";
import { assume, createRole } from "./roles.ts";

const iam = useIam();

const send = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));

const setPolicy = ({ root }: Account, QueueUrl: string, ...statements: readonly Statement[]): Promise<unknown> =>
  root.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policy(...statements) } }));

describe("two accounts", () => {
  it("have the same names and never see each other", async () => {
    const accounts = [await iam.createAccount(), await iam.createAccount()];
    for (const [index, { root, id }] of accounts.entries()) {
      const { QueueUrl } = await root.sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
      await root.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `of ${index}` }));
      const { User } = await root.iam.send(new CreateUserCommand({ UserName: "ada" }));
      expect(User?.Arn).toBe(`arn:aws:iam::${id}:user/ada`);
    }
    for (const [index, { root, id }] of accounts.entries()) {
      const { QueueUrls = [] } = await root.sqs.send(new ListQueuesCommand({}));
      expect(QueueUrls.map((url) => new URL(url).pathname)).toEqual([`/${id}/orders`]);
      const { Messages } = await root.sqs.send(new ReceiveMessageCommand({ QueueUrl: QueueUrls[0] }));
      expect(Messages?.map(({ Body }) => Body)).toEqual([`of ${index}`]);
      const { Users } = await root.iam.send(new ListUsersCommand({}));
      expect(Users?.map(({ Arn }) => Arn)).toEqual([`arn:aws:iam::${id}:user/ada`]);
    }
  });

  it("are told by their keys", async () => {
    const { id, root } = await iam.createAccount();
    const ada = await createUser(root);
    expect((await ada.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(id);
    const { Account: account } = await iam
      .root()
      .sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: ada.key.accessKeyId }));
    expect(account).toBe(id);
  });

  it("do not share a root", async () => {
    const { id, root } = await iam.createAccount();
    const queue = await createQueue(root);
    const refused = `403 AccessDenied: User: arn:aws:iam::000000000000:root is not authorized to perform: sqs:sendmessage on resource: ${queue.arn} because no resource-based policy allows the sqs:sendmessage action`;
    expect(await refusal(send(iam.root(), queue.url))).toBe(refused);
    // Of root's own the user of this name is another one, or none.
    expect(queue.arn).toContain(id);
    const name = uniqueName("user");
    await root.iam.send(new CreateUserCommand({ UserName: name }));
    expect(await refusal(iam.root().iam.send(new GetUserCommand({ UserName: name })))).toBe(
      `404 NoSuchEntityException: The user with name ${name} cannot be found.`,
    );
  });
});

describe("a queue of another account", () => {
  it("is reached where both accounts allow it", async () => {
    const [owner, guest] = [await iam.createAccount(), await iam.createAccount()];
    const queue = await createQueue(owner.root);
    const ada = await createUser(guest.root);
    const refused = (kind: string): string =>
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sqs:sendmessage on resource: ${queue.arn} because no ${kind} policy allows the sqs:sendmessage action`;
    expect(await refusal(send(ada, queue.url))).toBe(refused("identity-based"));
    // The queue's owner alone cannot let her in, not by her name either.
    const letIn = { Principal: { AWS: ada.arn }, Action: "sqs:SendMessage", Resource: queue.arn };
    await setPolicy(owner, queue.url, letIn);
    await soon(async () => expect(await refusal(send(ada, queue.url))).toBe(refused("identity-based")));
    const PolicyArn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess";
    await guest.root.iam.send(new AttachUserPolicyCommand({ UserName: ada.name, PolicyArn }));
    await soon(() => send(ada, queue.url));
    // Nor can her own account alone.
    await setPolicy(owner, queue.url, { ...letIn, Principal: { AWS: owner.id } });
    await soon(async () => expect(await refusal(send(ada, queue.url))).toBe(refused("resource-based")));
    await setPolicy(owner, queue.url, { ...letIn, Principal: { AWS: guest.id } });
    await soon(() => send(ada, queue.url));
  });

  it("is found by its name and its owner", async () => {
    const [owner, guest] = [await iam.createAccount(), await iam.createAccount()];
    const queue = await createQueue(owner.root);
    await setPolicy(owner, queue.url, {
      Principal: { AWS: guest.id },
      Action: ["sqs:GetQueueUrl", "sqs:SendMessage"],
      Resource: queue.arn,
    });
    const { QueueUrl } = await guest.root.sqs.send(
      new GetQueueUrlCommand({ QueueName: queue.name, QueueOwnerAWSAccountId: owner.id }),
    );
    expect(QueueUrl).toBe(queue.url);
    await send(guest.root, queue.url);
  });

  it("is denied by either side", async () => {
    const [owner, guest] = [await iam.createAccount(), await iam.createAccount()];
    const queue = await createQueue(owner.root);
    const all = { Principal: "*", Action: "sqs:*", Resource: queue.arn };
    await setPolicy(owner, queue.url, all, { ...all, Effect: "Deny", Action: "sqs:SendMessage" });
    const ada = await createUser(guest.root, policy({ Action: "sqs:*" }));
    await ada.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url }));
    expect(await refusal(send(ada, queue.url))).toBe(
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sqs:sendmessage on resource: ${queue.arn} with an explicit deny in a resource-based policy`,
    );
    // It is denied to its owner's root, too.
    expect(await refusal(send(owner.root, queue.url))).toContain("with an explicit deny in a resource-based policy");
  });
});

describe("a queue's policy within its account", () => {
  it("lets a user in by itself", async () => {
    const owner = await iam.createAccount();
    const queue = await createQueue(owner.root);
    const ada = await createUser(owner.root);
    await expect(send(ada, queue.url)).rejects.toThrow("no identity-based policy allows");
    await setPolicy(owner, queue.url, { Principal: { AWS: ada.arn }, Action: "sqs:SendMessage", Resource: queue.arn });
    await soon(() => send(ada, queue.url));
  });
});

describe("a role of another account", () => {
  it("is assumed where both accounts allow it, and acts there", async () => {
    const [owner, guest] = [await iam.createAccount(), await iam.createAccount()];
    const queue = await createQueue(owner.root);
    const role = await createRole(owner.root, { Principal: { AWS: guest.id } });
    const ada = await createUser(guest.root, policy({ Action: "sts:AssumeRole", Resource: role.arn }));
    const bob = await createUser(guest.root);
    const session = await assume(ada, role);
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(owner.id);
    await send(session, queue.url);
    const refused = (arn: string): string =>
      `403 AccessDenied: User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${role.arn}`;
    expect(await refusal(assume(bob, role))).toBe(refused(bob.arn));
    const stranger = await createUser((await iam.createAccount()).root, policy({ Action: "*" }));
    expect(await refusal(assume(stranger, role))).toBe(refused(stranger.arn));
  });
});
