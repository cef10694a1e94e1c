import {
  CheckIfPhoneNumberIsOptedOutCommand,
  CreateSMSSandboxPhoneNumberCommand,
  DeleteSMSSandboxPhoneNumberCommand,
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListOriginationNumbersCommand,
  ListPhoneNumbersOptedOutCommand,
  ListSMSSandboxPhoneNumbersCommand,
  OptInPhoneNumberCommand,
  PublishCommand,
  SetSMSAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  VerifySMSSandboxPhoneNumberCommand,
} from "@aws-sdk/client-sns";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { refusal } from "./refusal.ts";
import { useSns } from "./sns.ts";

const sns = useSns();

const NUMBER = "+15551234567";
const MESSAGES = "/_aws/sns/sms-messages";

type Shown = Readonly<Record<string, unknown>>;

/** What phones would have got, by their numbers. */
async function shown(
  parameters: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, readonly Shown[]>>> {
  const response = await sns.skylab().fetch(`${MESSAGES}?${new URLSearchParams(parameters).toString()}`);
  const answer = (await response.json()) as { readonly sms_messages: Record<string, Shown[]> }; // as: LocalStack documents its form
  return answer.sms_messages;
}

async function post(path: string, body: object): Promise<number> {
  return (await sns.skylab().fetch(path, { method: "POST", body: JSON.stringify(body) })).status;
}

const publish = (client: SNSClient, PhoneNumber: string, Message = "hello"): Promise<unknown> =>
  client.send(new PublishCommand({ PhoneNumber, Message }));

const setAttributes = (attributes: Record<string, string>): Promise<unknown> =>
  sns.client().send(new SetSMSAttributesCommand({ attributes }));

describe("a text to a phone number", () => {
  it("is shown as LocalStack shows it, and to nobody else", async () => {
    const accountId = uniqueAccount();
    const client = sns.client({ account: accountId });
    const MessageAttributes = { "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: "Shop" } };
    const command = new PublishCommand({ PhoneNumber: NUMBER, Message: "hello", MessageAttributes });
    const { MessageId } = await client.send(command);
    const text = {
      PhoneNumber: NUMBER,
      TopicArn: null,
      SubscriptionArn: null,
      MessageId,
      Message: "hello",
      MessageAttributes,
      MessageStructure: null,
      Subject: null,
    };
    expect(await shown({ accountId })).toEqual({ [NUMBER]: [text] });
    expect(await shown({ accountId, phoneNumber: NUMBER })).toEqual({ [NUMBER]: [text] });
    expect(await shown({ accountId, phoneNumber: "+15550000000" })).toEqual({ "+15550000000": [] });
    expect(await shown({ accountId, region: "eu-west-1" })).toEqual({});
    expect(await shown({ accountId: uniqueAccount() })).toEqual({});
  });

  it("is forgotten by its number, or with all of its account and region", async () => {
    const accountId = uniqueAccount();
    const client = sns.client({ account: accountId });
    await publish(client, NUMBER);
    await publish(client, "+15550000000");
    // As people type it, without encoding the plus.
    await sns.skylab().fetch(`${MESSAGES}?accountId=${accountId}&phoneNumber=${NUMBER}`, { method: "DELETE" });
    expect(Object.keys(await shown({ accountId }))).toEqual(["+15550000000"]);
    const all = await sns.skylab().fetch(`${MESSAGES}?accountId=${accountId}`, { method: "DELETE" });
    expect(all.status).toBe(204);
    expect(await shown({ accountId })).toEqual({});
  });

  it("comes through a topic, in the text for phones", async () => {
    const accountId = uniqueAccount();
    const client = sns.client({ account: accountId });
    const topic = await sns.createTopic({}, client);
    const subscribe = new SubscribeCommand({ TopicArn: topic.arn, Protocol: "sms", Endpoint: NUMBER });
    const { SubscriptionArn } = await client.send(subscribe);
    await topic.publish(JSON.stringify({ default: "to all", sms: "to phones" }), { MessageStructure: "json" });
    await soon(async () => {
      expect((await shown({ accountId }))[NUMBER]?.[0]).toMatchObject({
        TopicArn: topic.arn,
        SubscriptionArn,
        Message: JSON.stringify("to phones"),
        MessageStructure: "json",
      });
    });
  });

  it.each(["+1a234", "NAA+15551234567"])("is refused in AWS's words where the number is %s", async (number) => {
    expect(await refusal(publish(sns.client(), number))).toBe(
      `400 InvalidParameterException: Invalid parameter: PhoneNumber Reason: ${number} is not valid to publish to`,
    );
    const topic = await sns.createTopic();
    const subscribe = new SubscribeCommand({ TopicArn: topic.arn, Protocol: "sms", Endpoint: number });
    expect(await refusal(sns.client().send(subscribe))).toBe(
      `400 InvalidParameterException: Invalid SMS endpoint: ${number}`,
    );
  });

  it("is decided on by IAM as one to the bare number, which is no ARN", async () => {
    const iam = sns.skylab().client(IAMClient);
    const UserName = uniqueName("user");
    const { User } = await iam.send(new CreateUserCommand({ UserName }));
    const allow = (Resource: string): Promise<unknown> => {
      const Statement = [{ Effect: "Allow", Action: "sns:Publish", Resource }];
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
      return iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "inline", PolicyDocument }));
    };
    await allow("arn:aws:sns:*:*:*");
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const key = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
    const user = sns.client(key);
    // Replicas come to know of a new key and its policies one after the other.
    await soon(async () => {
      expect(await refusal(publish(user, NUMBER))).toBe(
        `403 AuthorizationErrorException: User: ${User?.Arn} is not authorized to perform: SNS:Publish on resource: ${NUMBER} because no identity-based policy allows the SNS:Publish action`,
      );
    });
    await allow("*");
    await soon(() => publish(user, NUMBER));
  });
});

describe("SMS attributes", () => {
  it("are those of an account in a region", async () => {
    const account = uniqueAccount();
    const client = sns.client({ account });
    const attributes = { DefaultSMSType: "Transactional", DefaultSenderID: "Shop" };
    await client.send(new SetSMSAttributesCommand({ attributes }));
    const { attributes: told } = await client.send(new GetSMSAttributesCommand({}));
    expect(told).toEqual({ MonthlySpendLimit: "1", ...attributes });
    const one = await client.send(new GetSMSAttributesCommand({ attributes: ["DefaultSenderID"] }));
    expect(one.attributes).toEqual({ DefaultSenderID: "Shop" });
    const elsewhere = await sns.client({ account, region: "eu-west-1" }).send(new GetSMSAttributesCommand({}));
    expect(elsewhere.attributes).toEqual({ MonthlySpendLimit: "1" });
  });

  it("are refused in AWS's words", async () => {
    expect(await refusal(setAttributes({ DefaultSMSType: "Other" }))).toBe(
      "400 InvalidParameterException: DefaultSMSType is invalid",
    );
    expect(await refusal(setAttributes({ InvalidAttribute: "x" }))).toBe(
      "400 InvalidParameterException: InvalidAttribute is not a valid attribute",
    );
  });
});

describe("a phone number that is opted out", () => {
  it("gets no text until it is opted in again", async () => {
    const accountId = uniqueAccount();
    const client = sns.client({ account: accountId });
    expect(await post("/_aws/sns/phone-opt-outs", { accountId, phoneNumber: NUMBER })).toBe(204);
    const check = new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: NUMBER });
    expect((await client.send(check)).isOptedOut).toBe(true);
    expect((await client.send(new ListPhoneNumbersOptedOutCommand({}))).phoneNumbers).toEqual([NUMBER]);
    await publish(client, NUMBER, "lost");
    await client.send(new OptInPhoneNumberCommand({ phoneNumber: NUMBER }));
    expect((await client.send(check)).isOptedOut).toBe(false);
    await publish(client, NUMBER, "found");
    expect((await shown({ accountId }))[NUMBER]?.map(({ Message }) => Message)).toEqual(["found"]);
  });

  it("is refused in AWS's words where it is none", async () => {
    const words = "400 InvalidParameterException: Invalid parameter: PhoneNumber Reason: input incorrectly formatted";
    const check = new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: `${NUMBER}x` });
    expect(await refusal(sns.client().send(check))).toBe(words);
    expect(await post("/_aws/sns/phone-opt-outs", { phoneNumber: "x" })).toBe(400);
  });
});

it("no account has origination numbers", async () => {
  expect((await sns.client().send(new ListOriginationNumbersCommand({}))).PhoneNumbers).toEqual([]);
});

describe("the SMS sandbox", () => {
  it("lets through what goes to numbers that were verified by the code that they are texted", async () => {
    const accountId = uniqueAccount();
    const client = sns.client({ account: accountId });
    const isInSandbox = async (): Promise<boolean | undefined> =>
      (await client.send(new GetSMSSandboxAccountStatusCommand({}))).IsInSandbox;
    expect(await isInSandbox()).toBe(false);
    expect(await post("/_aws/sns/sms-sandbox", { accountId, isInSandbox: true })).toBe(204);
    expect(await isInSandbox()).toBe(true);

    await publish(client, NUMBER, "lost");
    await client.send(new CreateSMSSandboxPhoneNumberCommand({ PhoneNumber: NUMBER }));
    const texts = (await shown({ accountId }))[NUMBER] ?? [];
    expect(texts).toHaveLength(1);
    const OneTimePassword = /\d{6}/.exec(String(texts[0]?.["Message"]))?.[0] ?? "";
    const wrong = OneTimePassword === "111111" ? "222222" : "111111";
    const verify = (code: string): Promise<unknown> =>
      client.send(new VerifySMSSandboxPhoneNumberCommand({ PhoneNumber: NUMBER, OneTimePassword: code }));
    expect(await refusal(verify(wrong))).toMatch(/^400 VerificationException: /);
    await verify(OneTimePassword);
    expect((await client.send(new ListSMSSandboxPhoneNumbersCommand({}))).PhoneNumbers).toEqual([
      { PhoneNumber: NUMBER, Status: "Verified" },
    ]);
    await publish(client, NUMBER, "found");
    expect((await shown({ accountId }))[NUMBER]?.map(({ Message }) => Message)).toEqual([
      texts[0]?.["Message"],
      "found",
    ]);
    const remove = new DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber: NUMBER });
    expect(await refusal(client.send(remove))).toMatch(/^400 UserErrorException: /);
  });

  it.each([
    ["invalid phone number", "satisfy regular expression pattern: ^(\\+[0-9]{8,}|[0-9]{0,9})$"],
    [`+94${"1".repeat(20)}`, "have length less than or equal to 20"],
  ])("refuses the number %s in AWS's words", async (number, constraint) => {
    const command = new CreateSMSSandboxPhoneNumberCommand({ PhoneNumber: number });
    expect(await refusal(sns.client().send(command))).toContain(
      `at 'phoneNumber' failed to satisfy constraint: Member must ${constraint}`,
    );
  });
});

describe("the token of a subscription that waits for its confirmation", () => {
  it("is told as LocalStack tells it", async () => {
    const topic = await sns.createTopic();
    const arn = await topic.subscribe("email", "somebody@example.com");
    const ask = async (of: string): Promise<{ status: number; body: unknown }> => {
      const response = await sns.skylab().fetch(`/_aws/sns/subscription-tokens/${of}`);
      return { status: response.status, body: await response.json() };
    };
    expect(await ask(arn)).toEqual({
      status: 200,
      body: { subscription_token: expect.stringMatching(/^[0-9a-f]+$/), subscription_arn: arn },
    });
    expect(await ask(`${topic.arn}:unknown`)).toEqual({
      status: 404,
      body: { error: "The provided SubscriptionARN is not found", subscription_arn: `${topic.arn}:unknown` },
    });
    expect(await ask("sub")).toEqual({
      status: 400,
      body: { error: "The provided SubscriptionARN is invalid", subscription_arn: "sub" },
    });
  });
});
