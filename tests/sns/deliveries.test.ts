import { createVerify, X509Certificate } from "node:crypto";
import { GetSubscriptionAttributesCommand, SetSubscriptionAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { soon } from "../soon.ts";
import { useSkylab } from "../use-skylab.ts";
import { type Receiver, startReceiver, told } from "./receiver.ts";
import { createQueue, createTopic, type TestQueue, type TestTopic } from "./sns.ts";

// Of their own: the receivers are on this machine, and time is moved.
const skylab = useSkylab({}, { own: true });

const sns = (): SNSClient => skylab().client(SNSClient);
const newTopic = (attributes?: Record<string, string>): Promise<TestTopic> => createTopic(sns(), attributes);
const newQueue = (topic: TestTopic): Promise<TestQueue> => createQueue(skylab().client(SQSClient), topic);

/** Subscribes a receiver, and confirms it as it is asked to: by a visit. */
async function subscribe(topic: TestTopic, receiver: Receiver, attributes?: Record<string, string>): Promise<string> {
  const arn = await topic.subscribe("http", receiver.url, attributes);
  const [asked] = await soon(() => {
    expect(receiver.posted).toHaveLength(1);
    return receiver.posted;
  });
  if (asked === undefined) throw new Error("It was asked.");
  const answer = await fetch(told(asked)["SubscribeURL"] ?? "");
  expect(await answer.text()).toContain(`<SubscriptionArn>${arn}</SubscriptionArn>`);
  return arn;
}

const redriveTo = ({ arn }: TestQueue): Record<string, string> => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }),
});

/** Answers its confirmation with 200, and what comes then as is said. */
const afterConfirmation =
  (statusOf: (index: number) => number) =>
  (index: number): number =>
    index === 0 ? 200 : statusOf(index - 1);

/** A little more than between two attempts. */
const RETRY_MS = 20_000;

/** The sender may read an answer only when time was moved for it already; then the next attempt comes as late in real time. */
const LATE_MS = 4 * RETRY_MS;
const SLOW = { timeout: 400_000 };

/** Lets four attempts come behind the confirmation. */
async function fourAttempts({ posted }: Receiver): Promise<void> {
  for (let attempts = 1; attempts <= 3; attempts += 1) {
    await soon(() => expect(posted).toHaveLength(1 + attempts), LATE_MS);
    await skylab().clock.advance(RETRY_MS);
  }
  await soon(() => expect(posted).toHaveLength(5), LATE_MS);
}

it("a web server confirms its subscription, and verifies what comes with the certificate that it names", async () => {
  const topic = await newTopic({ SignatureVersion: "2" });
  const receiver = await startReceiver();
  const arn = await subscribe(topic, receiver);
  const { MessageId = "" } = await topic.publish("hello", {
    Subject: "greeting",
    MessageAttributes: { a: { DataType: "String", StringValue: "b" } },
  });
  await soon(() => expect(receiver.posted).toHaveLength(2));
  for (const posted of receiver.posted) await expectVerified(told(posted));
  const [, notification] = receiver.posted;
  expect(notification?.headers).toMatchObject({
    "x-amz-sns-message-type": "Notification",
    "x-amz-sns-message-id": MessageId,
    "x-amz-sns-topic-arn": topic.arn,
    "x-amz-sns-subscription-arn": arn,
    "user-agent": "Amazon Simple Notification Service Agent",
  });
  expect(notification && told(notification)).toMatchObject({
    Message: "hello",
    Subject: "greeting",
    SignatureVersion: "2",
    MessageAttributes: { a: { Type: "String", Value: "b" } },
  });
});

/** As https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html says, with Node's own means. */
async function expectVerified(message: Readonly<Record<string, string>>): Promise<void> {
  const { SigningCertURL = "", Signature = "", SignatureVersion, Type } = message;
  const names =
    Type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const signed = names.map((name) => `${name}\n${message[name]}\n`).join("");
  const response = await fetch(SigningCertURL);
  const { publicKey, subject } = new X509Certificate(await response.text());
  expect(subject).toBe("CN=sns.amazonaws.com");
  const algorithm = SignatureVersion === "2" ? "RSA-SHA256" : "RSA-SHA1";
  expect(createVerify(algorithm).update(signed).verify(publicKey, Signature, "base64"), Type).toBe(true);
}

it("the certificate is where LocalStack has it, too, and no other is", async () => {
  const topic = await newTopic();
  const receiver = await startReceiver();
  await subscribe(topic, receiver);
  const [asked] = receiver.posted;
  const url = new URL((asked && told(asked)["SigningCertURL"]) ?? "");
  const pem = await (await fetch(url)).text();
  const there = await fetch(new URL(`/_aws/sns${url.pathname}`, url));
  expect(there.headers.get("content-type")).toBe("application/x-pem-file");
  expect(await there.text()).toBe(pem);
  const other = url.pathname.replace(/-\w+/, `-${"0".repeat(32)}`);
  expect((await fetch(new URL(other, url))).status).toBe(404);
});

it(
  "a web server that fails three times gets the message in the end, twenty seconds after each time",
  SLOW,
  async () => {
    const topic = await newTopic();
    const receiver = await startReceiver(afterConfirmation((index) => (index < 3 ? 503 : 200)));
    await subscribe(topic, receiver);
    await topic.publish("again and again");
    await fourAttempts(receiver);
    const ids = receiver.posted.slice(1).map(({ headers }) => headers["x-amz-sns-message-id"]);
    expect(new Set(ids).size).toBe(1);
  },
);

it("a web server that never works has its messages in the dead-letter queue, with the reason", SLOW, async () => {
  const topic = await newTopic();
  const dead = await newQueue(topic);
  const receiver = await startReceiver(afterConfirmation(() => 500));
  const arn = await subscribe(topic, receiver);
  const { RedrivePolicy: AttributeValue } = redriveTo(dead);
  const redrive = { SubscriptionArn: arn, AttributeName: "RedrivePolicy", AttributeValue };
  await sns().send(new SetSubscriptionAttributesCommand(redrive));
  await topic.publish("in vain");
  await fourAttempts(receiver);
  const [letter] = await dead.take(1);
  expect(receiver.posted).toHaveLength(5);
  expect(JSON.parse(letter?.Body ?? "")).toMatchObject({ Type: "Notification", Message: "in vain" });
  expect(letter?.MessageAttributes).toMatchObject({
    RequestID: { DataType: "String" },
    ErrorCode: { DataType: "Number", StringValue: "500" },
    ErrorMessage: { StringValue: "The endpoint answered 500 Internal Server Error." },
  });
});

it("one that refuses the message is asked once", async () => {
  const topic = await newTopic();
  const dead = await newQueue(topic);
  const receiver = await startReceiver(afterConfirmation(() => 403));
  await subscribe(topic, receiver, redriveTo(dead));
  await topic.publish("no");
  const [letter] = await dead.take(1);
  expect(letter?.MessageAttributes?.["ErrorCode"]?.StringValue).toBe("403");
  expect(receiver.posted).toHaveLength(2);
});

it("retries follow the subscription's own policy", async () => {
  const topic = await newTopic();
  const dead = await newQueue(topic);
  const receiver = await startReceiver(afterConfirmation(() => 503));
  const DeliveryPolicy = JSON.stringify({ healthyRetryPolicy: { numRetries: 2, numNoDelayRetries: 2 } });
  await subscribe(topic, receiver, { ...redriveTo(dead), DeliveryPolicy });
  await topic.publish("at once");
  await dead.take(1);
  expect(receiver.posted).toHaveLength(4);
});

it("whoever visits the link to unsubscribe gets nothing more but a farewell", async () => {
  const topic = await newTopic();
  const receiver = await startReceiver();
  const arn = await subscribe(topic, receiver);
  await topic.publish("one");
  await soon(() => expect(receiver.posted).toHaveLength(2));
  const [, one] = receiver.posted;
  expect((await fetch((one && told(one)["UnsubscribeURL"]) ?? "")).status).toBe(200);
  await soon(() => expect(receiver.posted).toHaveLength(3));
  const [, , farewell] = receiver.posted;
  expect(farewell && told(farewell)).toMatchObject({ Type: "UnsubscribeConfirmation", TopicArn: topic.arn });
  const gone = sns().send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
  await expect(gone).rejects.toMatchObject({ name: "NotFoundException" });
});

it("raw messages come alone", async () => {
  const topic = await newTopic();
  const receiver = await startReceiver();
  await subscribe(topic, receiver, { RawMessageDelivery: "true" });
  await topic.publish("<raw/>");
  await soon(() => expect(receiver.posted).toHaveLength(2));
  expect(receiver.posted[1]).toMatchObject({ body: "<raw/>", headers: { "x-amz-sns-rawdelivery": "true" } });
});

it("e-mails are to be seen where no mail server is named, and confirm by their link", async () => {
  const topic = await newTopic({ DisplayName: "Orders" });
  const address = `${topic.name}@example.com`;
  const arn = await topic.subscribe("email", address);
  const mails = async (): Promise<readonly { readonly Subject: string; readonly Body: string }[]> => {
    const answer = await skylab().fetch(`/_aws/sns/email-messages?emailAddress=${address}`);
    const { email_messages: byAddress } = (await answer.json()) as Shown; // as: what this endpoint answers.
    return byAddress[address] ?? [];
  };
  const [asked] = await soon(async () => {
    const found = await mails();
    expect(found).toHaveLength(1);
    return found;
  });
  expect(asked?.Subject).toBe("AWS Notification - Subscription Confirmation");
  const [link = ""] = /http\S+ConfirmSubscription\S+/.exec(asked?.Body ?? "") ?? [];
  expect(await (await fetch(link)).text()).toContain(`<SubscriptionArn>${arn}</SubscriptionArn>`);
  await topic.publish("hello");
  await soon(async () => expect(await mails()).toHaveLength(2));
  expect((await mails())[1]?.Body).toMatch(/^hello\n\n--\nIf you wish to stop receiving notifications/);
});

type Shown = {
  readonly email_messages: Readonly<Record<string, readonly { readonly Subject: string; readonly Body: string }[]>>;
};

it("Skylab itself is no subscriber", async () => {
  const topic = await newTopic();
  const dead = await newQueue(topic);
  // The confirmation ends in the dead-letter queue, since it reaches nobody.
  await topic.subscribe("http", `${skylab().url}/_skylab/reset`, redriveTo(dead));
  const [letter] = await dead.take(1);
  expect(letter?.MessageAttributes?.["ErrorCode"]?.StringValue).toBe("Forbidden");
});
