import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  AddPermissionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetDataProtectionPolicyCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishCommand,
  PutDataProtectionPolicyCommand,
  RemovePermissionCommand,
  SetTopicAttributesCommand,
  type SNSClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { createTopic, useSns } from "./sns.ts";

const sns = useSns();

const attributesOf = async (client: SNSClient, TopicArn: string): Promise<Record<string, string> | undefined> =>
  (await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes;

/** A user of an account, who may do what the policy allows. */
async function newUser(account: string, statement: Readonly<Record<string, unknown>> | undefined): Promise<SNSClient> {
  const iam = sns.skylab().client(IAMClient, { account });
  const UserName = uniqueName("user");
  await iam.send(new CreateUserCommand({ UserName }));
  if (statement !== undefined) {
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  return sns.client({ accessKeyId, secretAccessKey });
}

describe("a topic", () => {
  it("is made, described, changed and deleted", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const topic = await createTopic(client, { DisplayName: "Orders" });
    expect(await attributesOf(client, topic.arn)).toMatchObject({ DisplayName: "Orders", SubscriptionsConfirmed: "0" });
    await client.send(
      new SetTopicAttributesCommand({ TopicArn: topic.arn, AttributeName: "DisplayName", AttributeValue: "Others" }),
    );
    expect(await attributesOf(client, topic.arn)).toMatchObject({ DisplayName: "Others" });
    for (const _ of [1, 2]) await client.send(new DeleteTopicCommand({ TopicArn: topic.arn }));
    await expect(attributesOf(client, topic.arn)).rejects.toMatchObject({
      name: "NotFoundException",
      Code: "NotFound",
      message: "Topic does not exist",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("is made once, and refused where the same name is to be something else", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const topic = await createTopic(client, { DisplayName: "Orders" });
    const again = (Attributes: Record<string, string>): Promise<{ TopicArn?: string | undefined }> =>
      client.send(new CreateTopicCommand({ Name: topic.name, Attributes }));
    expect((await again({})).TopicArn).toBe(topic.arn);
    await expect(again({ DisplayName: "Others" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid parameter: Attributes Reason: Topic already exists with different attributes",
    });
    await expect(client.send(new CreateTopicCommand({ Name: "a b" }))).rejects.toMatchObject({
      message: "Invalid parameter: Topic Name",
    });
  });

  it("has tags and a data protection policy", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const { arn: ResourceArn } = await createTopic(client);
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "team", Value: "a" }] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([
      { Key: "team", Value: "a" },
    ]);
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["team"] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([]);

    const DataProtectionPolicy = JSON.stringify({
      Name: "names",
      Version: "2021-06-01",
      Statement: [
        {
          DataDirection: "Inbound",
          Principal: ["*"],
          DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/Name"],
          Operation: { Deny: {} },
        },
      ],
    });
    await client.send(new PutDataProtectionPolicyCommand({ ResourceArn, DataProtectionPolicy }));
    const told = await client.send(new GetDataProtectionPolicyCommand({ ResourceArn }));
    expect(told.DataProtectionPolicy).toBe(DataProtectionPolicy);
  });

  it("is its account's in its region alone", async () => {
    const account = uniqueAccount();
    const here = sns.client({ account });
    const elsewhere = sns.client({ account, region: "eu-central-1" });
    const topic = await createTopic(here);
    expect((await here.send(new ListTopicsCommand())).Topics).toEqual([{ TopicArn: topic.arn }]);
    for (const other of [elsewhere, sns.client({ account: uniqueAccount() })]) {
      expect((await other.send(new ListTopicsCommand())).Topics).toEqual([]);
    }
    await expect(attributesOf(elsewhere, topic.arn)).rejects.toMatchObject({
      message: "Invalid parameter: TopicArn",
    });
    const namesake = await elsewhere.send(new CreateTopicCommand({ Name: topic.name }));
    expect(namesake.TopicArn).toBe(topic.arn.replace("us-east-1", "eu-central-1"));
  });

  it("is forgotten with its account, and not with another's", async () => {
    const [one, two] = [uniqueAccount(), uniqueAccount()];
    for (const account of [one, two]) await createTopic(sns.client({ account }));
    await sns.skylab().fetch(`/_skylab/reset?service=sns&account=${one}`, { method: "POST" });
    expect((await sns.client({ account: one }).send(new ListTopicsCommand())).Topics).toEqual([]);
    expect((await sns.client({ account: two }).send(new ListTopicsCommand())).Topics).toHaveLength(1);
  });
});

describe("who may", () => {
  it("is decided by the policies of users in the topic's account, whatever its default policy says", async () => {
    const account = uniqueAccount();
    const topic = await createTopic(sns.client({ account }));
    const publish = (client: SNSClient): Promise<unknown> =>
      client.send(new PublishCommand({ TopicArn: topic.arn, Message: "hello" }));
    await publish(await newUser(account, { Action: "sns:Publish", Resource: topic.arn }));
    const stranger = await newUser(account, undefined);
    await expect(publish(stranger)).rejects.toMatchObject({
      name: "AuthorizationErrorException",
      Code: "AuthorizationError",
      message: expect.stringMatching(
        `^User: arn:aws:iam::${account}:user/.* is not authorized to perform: SNS:Publish on resource: ${topic.arn} because no identity-based policy allows the SNS:Publish action$`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
    await expect(stranger.send(new ListTopicsCommand())).rejects.toMatchObject({
      message: expect.stringContaining(
        `is not authorized to perform: SNS:ListTopics on resource: arn:aws:sns:us-east-1:${account}:*`,
      ),
    });
  });

  it("is decided by tags, too", async () => {
    const account = uniqueAccount();
    const client = sns.client({ account });
    const [open, closed] = [await createTopic(client), await createTopic(client)];
    await client.send(new TagResourceCommand({ ResourceArn: open.arn, Tags: [{ Key: "open", Value: "yes" }] }));
    const user = await newUser(account, {
      Action: "sns:Publish",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceTag/open": "yes" } },
    });
    await soon(() => user.send(new PublishCommand({ TopicArn: open.arn, Message: "hello" })));
    await expect(user.send(new PublishCommand({ TopicArn: closed.arn, Message: "hello" }))).rejects.toMatchObject({
      Code: "AuthorizationError",
    });
  });

  it("comes from another account is said by the topic's policy", async () => {
    const [owner, other] = [uniqueAccount(), uniqueAccount()];
    const [client, guest] = [sns.client({ account: owner }), sns.client({ account: other })];
    const topic = await createTopic(client);
    const publish = (): Promise<unknown> =>
      guest.send(new PublishCommand({ TopicArn: topic.arn, Message: "from elsewhere" }));
    const refusal = {
      Code: "AuthorizationError",
      message: `User: arn:aws:iam::${other}:root is not authorized to perform: SNS:Publish on resource: ${topic.arn} because no resource-based policy allows the SNS:Publish action`,
    };
    await expect(publish()).rejects.toMatchObject(refusal);
    const permission = { TopicArn: topic.arn, Label: "guest", AWSAccountId: [other], ActionName: ["Publish"] };
    await client.send(new AddPermissionCommand(permission));
    await soon(publish);
    await expect(attributesOf(guest, topic.arn)).rejects.toMatchObject({ Code: "AuthorizationError" });
    await client.send(new RemovePermissionCommand({ TopicArn: topic.arn, Label: "guest" }));
    await soon(() => expect(publish()).rejects.toMatchObject(refusal));
  });

  it("is denied by the topic's policy even to its account's root", async () => {
    const account = uniqueAccount();
    const client = sns.client({ account });
    const topic = await createTopic(client);
    const AttributeValue = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: topic.arn }],
    });
    await client.send(new SetTopicAttributesCommand({ TopicArn: topic.arn, AttributeName: "Policy", AttributeValue }));
    await soon(() =>
      expect(topic.publish("hello")).rejects.toMatchObject({
        Code: "AuthorizationError",
        message: expect.stringContaining("with an explicit deny in a resource-based policy"),
      }),
    );
  });
});
