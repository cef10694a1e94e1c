import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  ConfirmSubscriptionCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { createTopic, type Sns, type TestTopic, useSns } from "./sns.ts";

const sns = useSns();

const DAY_MS = 24 * 3_600_000;
/** A turn of the job that has looked at the clock already misses a move of it. */
const GARBAGE_EVERY_MS = 60_000;

type Wanted = { readonly protocol: string; readonly endpoint: string; readonly attributes?: Record<string, string> };

const subscribe = async (client: SNSClient, { arn }: TestTopic, wanted: Wanted): Promise<string> => {
  const { attributes, endpoint: Endpoint, protocol: Protocol } = wanted;
  const input = { TopicArn: arn, Protocol, Endpoint, ReturnSubscriptionArn: true };
  const command = new SubscribeCommand({ ...input, ...(attributes && { Attributes: attributes }) });
  return (await client.send(command)).SubscriptionArn ?? "";
};

const attributesOf = async (client: SNSClient, SubscriptionArn: string): Promise<Record<string, string> | undefined> =>
  (await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;

/** The token that an endpoint was sent, as a developer looks it up. */
async function tokenOf(subscriptionArn: string, at: Sns = sns): Promise<string> {
  const answer = await at.skylab().fetch(`/_aws/sns/subscription-tokens/${subscriptionArn}`);
  const { subscription_token: token } = (await answer.json()) as { subscription_token: string }; // as: LocalStack's form.
  return token;
}

const follow = (parameters: Record<string, string>): Promise<Response> =>
  sns.skylab().fetch(`/?${new URLSearchParams(parameters).toString()}`);

const queueOf = (account: string, name = "orders"): string => `arn:aws:sqs:us-east-1:${account}:${name}`;

type Parties = {
  readonly owner: SNSClient;
  readonly guest: SNSClient;
  readonly guestAccount: string;
  readonly topic: TestTopic;
};

/** A topic, and an account that its policy lets subscribe to it. */
async function newParties(): Promise<Parties> {
  const [account, guestAccount] = [uniqueAccount(), uniqueAccount()];
  const owner = sns.client({ account });
  const topic = await createTopic(owner);
  const AttributeValue = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: guestAccount },
        Action: ["sns:Subscribe", "sns:ListSubscriptionsByTopic"],
        Resource: topic.arn,
      },
    ],
  });
  await owner.send(new SetTopicAttributesCommand({ TopicArn: topic.arn, AttributeName: "Policy", AttributeValue }));
  const guest = sns.client({ account: guestAccount });
  await soon(() => guest.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic.arn })));
  return { owner, guest, guestAccount, topic };
}

describe("a subscription", () => {
  it("is made, described, changed and ended", async () => {
    const account = uniqueAccount();
    const client = sns.client({ account });
    const topic = await createTopic(client);
    const attributes = { RawMessageDelivery: "true", FilterPolicy: JSON.stringify({ kind: ["order"] }) };
    const SubscriptionArn = await subscribe(client, topic, { protocol: "sqs", endpoint: queueOf(account), attributes });
    expect(await attributesOf(client, SubscriptionArn)).toMatchObject({
      ...attributes,
      FilterPolicyScope: "MessageAttributes",
      Owner: account,
      PendingConfirmation: "false",
      TopicArn: topic.arn,
    });
    const set = { SubscriptionArn, AttributeName: "FilterPolicyScope", AttributeValue: "MessageBody" };
    await client.send(new SetSubscriptionAttributesCommand(set));
    expect(await attributesOf(client, SubscriptionArn)).toMatchObject({ FilterPolicyScope: "MessageBody" });
    for (const _ of [1, 2]) await client.send(new UnsubscribeCommand({ SubscriptionArn }));
    await expect(attributesOf(client, SubscriptionArn)).rejects.toMatchObject({
      Code: "NotFound",
      message: "Subscription does not exist",
    });
  });

  it("is refused in AWS's words", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const topic = await createTopic(client);
    const refused = (wanted: Wanted): Promise<unknown> => subscribe(client, topic, wanted);
    await expect(refused({ protocol: "test-protocol", endpoint: "x" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid parameter: Amazon SNS does not support this protocol string: test-protocol",
    });
    await expect(
      refused({ protocol: "sms", endpoint: "+15551234567", attributes: { RawMessageDelivery: "wrongvalue" } }),
    ).rejects.toMatchObject({
      message:
        "Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.",
    });
    await expect(client.send(new UnsubscribeCommand({ SubscriptionArn: undefined }))).rejects.toMatchObject({
      message: "Invalid parameter: SubscriptionArn Reason: no value for required parameter",
    });
  });

  it("of many at once to one topic are all there", async () => {
    const account = uniqueAccount();
    const client = sns.client({ account });
    const topic = await createTopic(client);
    const names = Array.from({ length: 60 }, () => uniqueName("queue"));
    const arns = await Promise.all(
      names.map((name) => subscribe(client, topic, { protocol: "sqs", endpoint: queueOf(account, name) })),
    );
    const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic.arn }));
    expect(new Set(Subscriptions.map(({ SubscriptionArn }) => SubscriptionArn))).toEqual(new Set(arns));
    await Promise.all(arns.map((SubscriptionArn) => client.send(new UnsubscribeCommand({ SubscriptionArn }))));
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: topic.arn }));
    expect(Attributes).toMatchObject({ SubscriptionsConfirmed: "0", SubscriptionsDeleted: "60" });
  });
});

describe("a confirmation", () => {
  const PAGE = { protocol: "email", endpoint: "me@example.com" };

  it("is the link of the message, which nobody signs, and so is its end", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const topic = await createTopic(client);
    const arn = await subscribe(client, topic, PAGE);
    expect(await attributesOf(client, arn)).toMatchObject({ PendingConfirmation: "true" });
    const confirmed = await follow({ Action: "ConfirmSubscription", TopicArn: topic.arn, Token: await tokenOf(arn) });
    expect(confirmed.status).toBe(200);
    expect(await confirmed.text()).toContain(`<SubscriptionArn>${arn}</SubscriptionArn>`);
    expect(await attributesOf(client, arn)).toMatchObject({
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "false",
    });
    expect((await follow({ Action: "Unsubscribe", SubscriptionArn: arn })).status).toBe(200);
    await expect(attributesOf(client, arn)).rejects.toMatchObject({ Code: "NotFound" });
  });

  it("that is signed may close the link that ends the subscription", async () => {
    // The account whose root they are, where all keys are let in, who sign nothing.
    const client = sns.client();
    const topic = await createTopic(client);
    const arn = await subscribe(client, topic, PAGE);
    const confirm = { TopicArn: topic.arn, Token: await tokenOf(arn), AuthenticateOnUnsubscribe: "true" };
    expect(await client.send(new ConfirmSubscriptionCommand(confirm))).toMatchObject({ SubscriptionArn: arn });
    const refused = await follow({ Action: "Unsubscribe", SubscriptionArn: arn });
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("AuthorizationError")]);
    await client.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
  });

  it("needs a token that is not older than two days", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const topic = await createTopic(client);
    const arn = await subscribe(client, topic, PAGE);
    const Token = await tokenOf(arn);
    await expect(
      client.send(new ConfirmSubscriptionCommand({ TopicArn: topic.arn, Token: "randomtoken" })),
    ).rejects.toMatchObject({ message: "Invalid token" });
    await sns.skylab().clock.advance(2 * DAY_MS);
    await expect(client.send(new ConfirmSubscriptionCommand({ TopicArn: topic.arn, Token }))).rejects.toMatchObject({
      message: "Invalid parameter: Token",
    });
    await soon(async () => {
      await sns.skylab().clock.advance(GARBAGE_EVERY_MS);
      await expect(attributesOf(client, arn)).rejects.toMatchObject({ Code: "NotFound" });
    });
  });
});

describe("subscriptions between accounts", () => {
  it("are in the lists of both, and either may end them", async () => {
    const { guest, guestAccount, owner, topic } = await newParties();
    const first = await subscribe(guest, topic, { protocol: "sqs", endpoint: queueOf(guestAccount) });
    const second = await subscribe(guest, topic, { protocol: "sqs", endpoint: queueOf(guestAccount, "more") });
    const listed = await guest.send(new ListSubscriptionsCommand());
    const arns = listed.Subscriptions?.map(({ SubscriptionArn }) => SubscriptionArn);
    expect(new Set(arns)).toEqual(new Set([first, second]));
    expect((await owner.send(new ListSubscriptionsCommand())).Subscriptions).toEqual([]);
    expect(await attributesOf(guest, first)).toMatchObject({ Owner: guestAccount, PendingConfirmation: "false" });
    await guest.send(new UnsubscribeCommand({ SubscriptionArn: first }));
    await owner.send(new UnsubscribeCommand({ SubscriptionArn: second }));
    expect((await guest.send(new ListSubscriptionsCommand())).Subscriptions).toEqual([]);
  });

  it("of a queue whose account did not ask for it wait for it", async () => {
    const { guest, guestAccount, owner, topic } = await newParties();
    const arn = await subscribe(owner, topic, { protocol: "sqs", endpoint: queueOf(guestAccount) });
    expect(await attributesOf(owner, arn)).toMatchObject({ PendingConfirmation: "true" });
    await guest.send(new ConfirmSubscriptionCommand({ TopicArn: topic.arn, Token: await tokenOf(arn) }));
    expect(await attributesOf(owner, arn)).toMatchObject({
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "true",
    });
  });

  it("are refused to whom the topic's policy does not allow them", async () => {
    const { topic } = await newParties();
    const other = uniqueAccount();
    const stranger = sns.client({ account: other });
    await expect(subscribe(stranger, topic, { protocol: "sqs", endpoint: queueOf(other) })).rejects.toMatchObject({
      name: "AuthorizationErrorException",
      message: `User: arn:aws:iam::${other}:root is not authorized to perform: SNS:Subscribe on resource: ${topic.arn} because no resource-based policy allows the SNS:Subscribe action`,
    });
  });

  it("are no business of a third account", async () => {
    const { guest, guestAccount, topic } = await newParties();
    const SubscriptionArn = await subscribe(guest, topic, { protocol: "sqs", endpoint: queueOf(guestAccount) });
    const stranger = sns.client({ account: uniqueAccount() });
    const set = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
    for (const ask of [
      () => stranger.send(new UnsubscribeCommand({ SubscriptionArn })),
      () => stranger.send(new SetSubscriptionAttributesCommand(set)),
      () => attributesOf(stranger, SubscriptionArn),
    ]) {
      await expect(ask()).rejects.toMatchObject({ Code: "AuthorizationError" });
    }
  });

  it("are gone with their topic", async () => {
    const { guest, guestAccount, owner, topic } = await newParties();
    const arn = await subscribe(guest, topic, { protocol: "sqs", endpoint: queueOf(guestAccount) });
    await owner.send(new DeleteTopicCommand({ TopicArn: topic.arn }));
    expect((await guest.send(new ListSubscriptionsCommand())).Subscriptions).toEqual([]);
    await soon(() => expect(attributesOf(owner, arn)).rejects.toMatchObject({ Code: "NotFound" }));
  });
});

describe("where only known keys are let in", () => {
  const closed = useSns({ SKYLAB_AUTH: "enforce" });
  const send = (parameters: Record<string, string>): Promise<Response> =>
    closed.skylab().fetch(`/?${new URLSearchParams(parameters).toString()}`);

  it("the links of messages are followed all the same", async () => {
    const client = closed.client({ accessKeyId: "test", secretAccessKey: "test" });
    const topic = await createTopic(client);
    const page = { protocol: "email", endpoint: "me@example.com" };
    const [open, sealed] = [
      await subscribe(client, topic, page),
      await subscribe(client, topic, { ...page, protocol: "email-json" }),
    ];
    const link = { Action: "ConfirmSubscription", TopicArn: topic.arn, Token: await tokenOf(open, closed) };
    expect((await send(link)).status).toBe(200);
    expect(await attributesOf(client, open)).toMatchObject({ ConfirmationWasAuthenticated: "false" });
    const confirm = { TopicArn: topic.arn, Token: await tokenOf(sealed, closed), AuthenticateOnUnsubscribe: "true" };
    await client.send(new ConfirmSubscriptionCommand(confirm));

    expect((await send({ Action: "Unsubscribe", SubscriptionArn: open })).status).toBe(200);
    await expect(attributesOf(client, open)).rejects.toMatchObject({ Code: "NotFound" });
    const refused = await send({ Action: "Unsubscribe", SubscriptionArn: sealed });
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("AuthorizationError")]);
  });
});

it("a user subscribes by the protocols and endpoints that his policy names, alone", async () => {
  const account = uniqueAccount();
  const topic = await createTopic(sns.client({ account }));
  const iam = sns.skylab().client(IAMClient, { account });
  const UserName = uniqueName("user");
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sns:Subscribe",
        Resource: topic.arn,
        Condition: { StringEquals: { "sns:Protocol": "email" }, StringLike: { "sns:Endpoint": "*@example.com" } },
      },
    ],
  });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
  const user = sns.client({ accessKeyId, secretAccessKey });
  await subscribe(user, topic, { protocol: "email", endpoint: "me@example.com" });
  for (const wanted of [
    { protocol: "email", endpoint: "me@example.org" },
    { protocol: "sms", endpoint: "+15551234567" },
  ]) {
    await expect(subscribe(user, topic, wanted)).rejects.toMatchObject({ Code: "AuthorizationError" });
  }
});
