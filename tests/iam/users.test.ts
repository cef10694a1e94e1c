import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachUserPolicyCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  ListUsersCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  SetDefaultPolicyVersionCommand,
} from "@aws-sdk/client-iam";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { type Client, createQueue, createUser, policy, refusal, ROOT_ACCOUNT, useIam } from "./iam.ts";

const iam = useIam();

const send = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
const receive = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new ReceiveMessageCommand({ QueueUrl }));

describe("a user with a narrow policy", () => {
  it("may do exactly that on SQS, and is refused the rest in AWS's words", async () => {
    const queue = await createQueue(iam.root());
    const other = await createQueue(iam.root());
    const ada = await createUser(iam.root(), policy({ Action: "sqs:SendMessage", Resource: queue.arn }));
    await send(ada, queue.url);
    // A batch is allowed with its single operation.
    await ada.sqs.send(
      new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: [{ Id: "a", MessageBody: "hello" }] }),
    );
    const refused = (action: string, arn: string): string =>
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sqs:${action} on resource: ${arn} because no identity-based policy allows the sqs:${action} action`;
    expect(await refusal(receive(ada, queue.url))).toBe(refused("receivemessage", queue.arn));
    expect(await refusal(send(ada, other.url))).toBe(refused("sendmessage", other.arn));
    expect(await refusal(ada.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url })))).toBe(
      refused("deletequeue", queue.arn),
    );
    const name = uniqueName("queue");
    expect(await refusal(ada.sqs.send(new CreateQueueCommand({ QueueName: name })))).toBe(
      refused("createqueue", `arn:aws:sqs:us-east-1:${ROOT_ACCOUNT}:${name}`),
    );
    expect(await refusal(ada.sqs.send(new ListQueuesCommand({})))).toBe(
      refused("listqueues", `arn:aws:sqs:us-east-1:${ROOT_ACCOUNT}:`),
    );
    expect(
      await refusal(ada.sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ["All"] }))),
    ).toBe(refused("getqueueattributes", queue.arn));
  });

  it("may do exactly that on IAM, and is refused the rest in AWS's words", async () => {
    const ada = await createUser(iam.root());
    const bob = await createUser(iam.root());
    await iam.root().iam.send(
      new PutUserPolicyCommand({
        UserName: ada.name,
        PolicyName: "self",
        PolicyDocument: policy({ Action: "iam:GetUser", Resource: ada.arn }),
      }),
    );
    const { User } = await soon(() => ada.iam.send(new GetUserCommand({})));
    expect(User?.Arn).toBe(ada.arn);
    expect((await ada.iam.send(new GetUserCommand({ UserName: ada.name }))).User).toEqual(User);
    const refused = (action: string, resource: string): string =>
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: iam:${action} on resource: ${resource} because no identity-based policy allows the iam:${action} action`;
    expect(await refusal(ada.iam.send(new GetUserCommand({ UserName: bob.name })))).toBe(
      refused("GetUser", `user ${bob.name}`),
    );
    expect(await refusal(ada.iam.send(new ListUsersCommand({})))).toBe(
      refused("ListUsers", `arn:aws:iam::${ROOT_ACCOUNT}:user/`),
    );
    expect(await refusal(ada.iam.send(new GetRoleCommand({ RoleName: "nobody" })))).toBe(
      refused("GetRole", "role nobody"),
    );
    const role = { RoleName: "mine", AssumeRolePolicyDocument: policy() };
    expect(await refusal(ada.iam.send(new CreateRoleCommand(role)))).toBe(
      refused("CreateRole", `arn:aws:iam::${ROOT_ACCOUNT}:role/mine`),
    );
    const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    expect(await refusal(ada.iam.send(new AttachUserPolicyCommand({ UserName: ada.name, PolicyArn })))).toBe(
      refused("AttachUserPolicy", `user ${ada.name}`),
    );
    expect(await refusal(ada.iam.send(new GetPolicyCommand({ PolicyArn })))).toBe(
      refused("GetPolicy", `policy ${PolicyArn}`),
    );
    expect(await refusal(ada.iam.send(new GetAccountSummaryCommand({})))).toBe(refused("GetAccountSummary", "*"));
  });

  it("may tell who it is, though it may nothing else", async () => {
    const ada = await createUser(iam.root());
    const { Account, Arn, UserId } = await ada.sts.send(new GetCallerIdentityCommand({}));
    expect([Account, Arn]).toEqual([ROOT_ACCOUNT, ada.arn]);
    expect(UserId).toMatch(/^AIDA[A-Z0-9]{16,}$/);
    expect(await refusal(ada.iam.send(new GetUserCommand({})))).toMatch(/^403 AccessDenied: .*iam:GetUser/);
  });
});

describe("policies", () => {
  it("of a group are its members', as long as they are in it", async () => {
    const { iam: admin } = iam.root();
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root());
    const GroupName = uniqueName("group");
    await admin.send(new CreateGroupCommand({ GroupName }));
    const PolicyDocument = policy({ Action: "sqs:SendMessage" });
    await admin.send(new PutGroupPolicyCommand({ GroupName, PolicyName: "send", PolicyDocument }));
    await expect(send(ada, queue.url)).rejects.toThrow();
    await admin.send(new AddUserToGroupCommand({ GroupName, UserName: ada.name }));
    await soon(() => send(ada, queue.url));
    const PolicyArn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
    await admin.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    await soon(() => ada.sqs.send(new ListQueuesCommand({})));
    await admin.send(new RemoveUserFromGroupCommand({ GroupName, UserName: ada.name }));
    await soon(() => expect(send(ada, queue.url)).rejects.toThrow("no identity-based policy allows"));
    await expect(ada.sqs.send(new ListQueuesCommand({}))).rejects.toThrow("no identity-based policy allows");
  });

  it("of AWS mean what they mean there", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root());
    const attached = { UserName: ada.name, PolicyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" };
    await iam.root().iam.send(new AttachUserPolicyCommand(attached));
    await soon(() => receive(ada, queue.url));
    await send(ada, queue.url);
    expect(await refusal(ada.iam.send(new ListUsersCommand({})))).toContain("iam:ListUsers");
    // They are everybody's to read.
    const reader = await createUser(iam.root(), policy({ Action: "iam:GetPolicy" }));
    for (const { iam: client } of [reader, iam.root()]) {
      const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn: attached.PolicyArn }));
      expect(Policy?.Arn).toBe(attached.PolicyArn);
    }
    await iam.root().iam.send(new DetachUserPolicyCommand(attached));
    await soon(() => expect(receive(ada, queue.url)).rejects.toThrow("no identity-based policy allows"));
  });

  it("of an account's own count in their default version", async () => {
    const { iam: admin } = iam.root();
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root());
    const { Policy } = await admin.send(
      new CreatePolicyCommand({ PolicyName: uniqueName("own"), PolicyDocument: policy({ Action: "sqs:SendMessage" }) }),
    );
    const PolicyArn = Policy?.Arn ?? "";
    await admin.send(new AttachUserPolicyCommand({ UserName: ada.name, PolicyArn }));
    await soon(() => send(ada, queue.url));
    const second = { PolicyArn, PolicyDocument: policy({ Action: "sqs:ReceiveMessage" }) };
    await admin.send(new CreatePolicyVersionCommand(second));
    await send(ada, queue.url);
    await admin.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
    await soon(() => receive(ada, queue.url));
    await soon(() => expect(send(ada, queue.url)).rejects.toThrow("no identity-based policy allows"));
    await admin.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));
    await soon(() => send(ada, queue.url));
  });

  it("that deny win over all that allow, and are named where they are managed", async () => {
    const { iam: admin } = iam.root();
    const queue = await createQueue(iam.root());
    const ada = await createUser(
      iam.root(),
      policy({ Action: "sqs:*" }, { Effect: "Deny", Action: "sqs:ReceiveMessage" }),
    );
    await send(ada, queue.url);
    expect(await refusal(receive(ada, queue.url))).toBe(
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sqs:receivemessage on resource: ${queue.arn} with an explicit deny in an identity-based policy`,
    );
    const PolicyDocument = policy({ Effect: "Deny", Action: "sqs:SendMessage" });
    const { Policy } = await admin.send(new CreatePolicyCommand({ PolicyName: uniqueName("deny"), PolicyDocument }));
    await admin.send(new AttachUserPolicyCommand({ UserName: ada.name, PolicyArn: Policy?.Arn }));
    await soon(async () =>
      expect(await refusal(send(ada, queue.url))).toBe(
        `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sqs:sendmessage on resource: ${queue.arn} with an explicit deny in an identity-based policy: ${Policy?.Arn}`,
      ),
    );
  });

  it("reach no further than the permissions boundary", async () => {
    const { iam: admin } = iam.root();
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), policy({ Action: "*" }));
    const { Policy } = await admin.send(
      new CreatePolicyCommand({ PolicyName: uniqueName("bound"), PolicyDocument: policy({ Action: "sqs:Send*" }) }),
    );
    const UserName = ada.name;
    await receive(ada, queue.url);
    await admin.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: Policy?.Arn }));
    await soon(async () =>
      expect(await refusal(receive(ada, queue.url))).toBe(
        `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sqs:receivemessage on resource: ${queue.arn} because no permissions boundary allows the sqs:receivemessage action`,
      ),
    );
    await send(ada, queue.url);
    await admin.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
    await soon(() => receive(ada, queue.url));
  });
});

describe("the root of an account", () => {
  it("may do everything in it", async () => {
    const { id, root } = await iam.createAccount();
    const queue = await createQueue(root);
    await send(root, queue.url);
    await root.iam.send(new ListUsersCommand({}));
    const { Arn, UserId } = await root.sts.send(new GetCallerIdentityCommand({}));
    expect([Arn, UserId]).toEqual([`arn:aws:iam::${id}:root`, id]);
  });
});
