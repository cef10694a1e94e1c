import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
  TagUserCommand,
} from "@aws-sdk/client-iam";
import { CreateQueueCommand, SendMessageCommand, TagQueueCommand } from "@aws-sdk/client-sqs";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { type Client, createQueue, createUser, policy, refusal, ROOT_ACCOUNT, type Statement, useIam } from "./iam.ts";

const iam = useIam();

const HOUR_MS = 3_600_000;
/** From where tests call: this machine, or what a container sees of it. */
const NEAR = ["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
/** https://www.rfc-editor.org/rfc/rfc5737: nobody calls from there. */
const FAR = "203.0.113.0/24";

const send = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));

/** A user who may send where the condition holds. */
const senderWhere = (Condition: Statement): Promise<Client & { readonly name: string }> =>
  createUser(iam.root(), policy({ Action: "sqs:SendMessage", Condition }));

describe("a condition on", () => {
  it("the caller's address", async () => {
    const { url } = await createQueue(iam.root());
    await send(await senderWhere({ IpAddress: { "aws:SourceIp": NEAR } }), url);
    expect(await refusal(send(await senderWhere({ IpAddress: { "aws:SourceIp": FAR } }), url))).toContain(
      "sqs:sendmessage",
    );
    expect(await refusal(send(await senderWhere({ NotIpAddress: { "aws:SourceIp": NEAR } }), url))).toContain(
      "sqs:sendmessage",
    );
  });

  it("the time", async () => {
    const { url } = await createQueue(iam.root());
    const { clock } = iam.skylab();
    const inAnHour = new Date((await clock.now()) + HOUR_MS).toISOString();
    const early = await senderWhere({ DateLessThan: { "aws:CurrentTime": inAnHour } });
    const late = await senderWhere({ DateGreaterThan: { "aws:CurrentTime": inAnHour } });
    await send(early, url);
    await expect(send(late, url)).rejects.toThrow("no identity-based policy allows");
    await clock.advance(HOUR_MS + 1000);
    await soon(() => send(late, url));
    await soon(() => expect(send(early, url)).rejects.toThrow("no identity-based policy allows"));
  });

  it("the tags of a user", async () => {
    const { url } = await createQueue(iam.root());
    const ada = await senderWhere({ StringEquals: { "aws:PrincipalTag/team": "blue" } });
    await expect(send(ada, url)).rejects.toThrow("no identity-based policy allows");
    const tag = (Value: string): Promise<unknown> =>
      iam.root().iam.send(new TagUserCommand({ UserName: ada.name, Tags: [{ Key: "team", Value }] }));
    await tag("blue");
    await soon(() => send(ada, url));
    await tag("red");
    await soon(() => expect(send(ada, url)).rejects.toThrow("no identity-based policy allows"));
  });

  it("the tags of a queue", async () => {
    const own = await createQueue(iam.root(), { tags: { team: "blue" } });
    const other = await createQueue(iam.root(), { tags: { team: "red" } });
    const ada = await senderWhere({ StringEquals: { "aws:ResourceTag/team": "blue" } });
    await send(ada, own.url);
    await expect(send(ada, other.url)).rejects.toThrow("no identity-based policy allows");
    await iam.root().sqs.send(new TagQueueCommand({ QueueUrl: other.url, Tags: { team: "blue" } }));
    await soon(() => send(ada, other.url));
  });

  it("tags that are the same on both sides", async () => {
    const own = await createQueue(iam.root(), { tags: { team: "blue" } });
    const other = await createQueue(iam.root(), { tags: { team: "red" } });
    const ada = await senderWhere({ StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } });
    await iam.root().iam.send(new TagUserCommand({ UserName: ada.name, Tags: [{ Key: "team", Value: "blue" }] }));
    await soon(() => send(ada, own.url));
    await expect(send(ada, other.url)).rejects.toThrow("no identity-based policy allows");
  });

  it("the tags of a request", async () => {
    const ada = await createUser(
      iam.root(),
      policy({
        Action: ["sqs:CreateQueue", "sqs:TagQueue"],
        Condition: {
          StringEquals: { "aws:RequestTag/team": "blue" },
          "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] },
        },
      }),
    );
    const create = (tags?: Record<string, string>): Promise<unknown> =>
      ada.sqs.send(new CreateQueueCommand({ QueueName: uniqueName("queue"), ...(tags && { tags }) }));
    await create({ team: "blue" });
    for (const tags of [undefined, { team: "red" }, { team: "blue", owner: "ada" }]) {
      expect(await refusal(create(tags))).toMatch(/^403 AccessDenied: .* sqs:createqueue on resource/);
    }
  });

  it("the tags of a new user", async () => {
    const ada = await createUser(
      iam.root(),
      policy({ Action: ["iam:CreateUser", "iam:TagUser"], Condition: { Null: { "aws:RequestTag/team": "false" } } }),
    );
    const UserName = uniqueName("user");
    expect(await refusal(ada.iam.send(new CreateUserCommand({ UserName })))).toContain("iam:CreateUser");
    await ada.iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: "team", Value: "blue" }] }));
  });
});

describe("a policy variable", () => {
  it("gives each user its own queue", async () => {
    const PolicyDocument = policy({
      Action: "sqs:*",
      Resource: `arn:aws:sqs:us-east-1:${ROOT_ACCOUNT}:\${aws:username}-*`,
    });
    const ada = await createUser(iam.root(), PolicyDocument);
    const bob = await createUser(iam.root(), PolicyDocument);
    const { QueueUrl = "" } = await ada.sqs.send(new CreateQueueCommand({ QueueName: `${ada.name}-jobs` }));
    await send(ada, QueueUrl);
    await expect(send(bob, QueueUrl)).rejects.toThrow("no identity-based policy allows");
  });

  it("lets users keep their own keys and password", async () => {
    const Resource = `arn:aws:iam::${ROOT_ACCOUNT}:user/\${aws:username}`;
    const own = policy({ Action: ["iam:*AccessKey*", "iam:ChangePassword"], Resource });
    const ada = await createUser(iam.root(), own);
    const bob = await createUser(iam.root(), own);
    const AccessKeyId = ada.key.accessKeyId;
    await ada.iam.send(new ListAccessKeysCommand({}));
    await ada.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(await refusal(bob.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })))).toMatch(
      /^403 AccessDenied: /,
    );
    await iam.root().iam.send(new CreateLoginProfileCommand({ UserName: ada.name, Password: "Correct1horse" }));
    const password = { OldPassword: "Correct1horse", NewPassword: "Battery2staple" };
    await ada.iam.send(new ChangePasswordCommand(password));
  });

  it("lets users read themselves", async () => {
    const Resource = `arn:aws:iam::${ROOT_ACCOUNT}:user/\${aws:username}`;
    const ada = await createUser(iam.root());
    const bob = await createUser(iam.root());
    for (const UserName of [ada.name, bob.name]) {
      await iam.root().iam.send(
        new PutUserPolicyCommand({
          UserName,
          PolicyName: "self",
          PolicyDocument: policy({ Action: "iam:GetUser", Resource }),
        }),
      );
    }
    await soon(() => ada.iam.send(new GetUserCommand({ UserName: ada.name })));
    await expect(bob.iam.send(new GetUserCommand({ UserName: ada.name }))).rejects.toThrow(
      "no identity-based policy allows",
    );
  });
});
