import {
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  DeletePlatformApplicationCommand,
  GetEndpointAttributesCommand,
  GetPlatformApplicationAttributesCommand,
  ListEndpointsByPlatformApplicationCommand,
  ListPlatformApplicationsCommand,
  paginateListPlatformApplications,
  PublishCommand,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  type SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { uniqueAccount, uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { refusal } from "./refusal.ts";
import { useSns } from "./sns.ts";

const sns = useSns();

type Shown = Readonly<Record<string, unknown>>;

const MESSAGES = "/_aws/sns/platform-endpoint-messages";

/** What devices would have got, by their endpoints' ARNs. */
async function shown(
  parameters: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, readonly Shown[]>>> {
  const response = await sns.skylab().fetch(`${MESSAGES}?${new URLSearchParams(parameters).toString()}`);
  const answer = (await response.json()) as { readonly platform_endpoint_messages: Record<string, Shown[]> }; // as: LocalStack documents its form
  return answer.platform_endpoint_messages;
}

async function createApplication(client: SNSClient, Platform = "GCM", Name = uniqueName("app")): Promise<string> {
  const Attributes = { PlatformCredential: "the secret", PlatformPrincipal: "the client" };
  const command = new CreatePlatformApplicationCommand({ Name, Platform, Attributes });
  return (await client.send(command)).PlatformApplicationArn ?? "";
}

async function createEndpoint(client: SNSClient, application: string, Token = uniqueName("token")): Promise<string> {
  const command = new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token });
  return (await client.send(command)).EndpointArn ?? "";
}

describe("platform applications", () => {
  it("are made, changed, listed and deleted, and never show their credentials", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const PlatformApplicationArn = await createApplication(client, "APNS_SANDBOX");
    const Attributes = { EventEndpointCreated: "arn:aws:sns:us-east-1:123456789012:made" };
    await client.send(new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn, Attributes }));
    const told = await client.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn }));
    expect(told.Attributes).toEqual({ Enabled: "true", ...Attributes });
    const { PlatformApplications } = await client.send(new ListPlatformApplicationsCommand({}));
    expect(PlatformApplications).toEqual([{ PlatformApplicationArn, Attributes: { Enabled: "true", ...Attributes } }]);
    await client.send(new DeletePlatformApplicationCommand({ PlatformApplicationArn }));
    expect(await refusal(client.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn })))).toBe(
      "404 NotFoundException: PlatformApplication does not exist",
    );
  });

  it("are listed to their end by the SDK's paginator", async () => {
    const client = sns.client({ account: uniqueAccount() });
    const made = new Set<string | undefined>();
    for (let number = 0; number < 103; number += 1) made.add(await createApplication(client));
    const pages: number[] = [];
    const listed = new Set<string | undefined>();
    for await (const { PlatformApplications = [] } of paginateListPlatformApplications({ client }, {})) {
      pages.push(PlatformApplications.length);
      for (const { PlatformApplicationArn } of PlatformApplications) listed.add(PlatformApplicationArn);
    }
    expect(pages).toEqual([100, 3]);
    expect(listed).toEqual(made);
  });

  it.each([
    [
      { Name: "@name", Platform: "GCM" },
      "@name Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'",
    ],
    [{ Name: "name", Platform: "AAA" }, "Platform Reason: AAA is not supported"],
    [
      { Name: "name", Platform: "ADM" },
      "Attributes Reason: PlatformCredential attribute provided without PlatformPrincipal",
    ],
  ])("of %j are refused in AWS's words", async (input, words) => {
    const command = new CreatePlatformApplicationCommand({ ...input, Attributes: { PlatformCredential: "key" } });
    expect(await refusal(sns.client().send(command))).toBe(
      `400 InvalidParameterException: Invalid parameter: ${words}`,
    );
  });

  it("without any attribute are refused in AWS's words, and changes likewise", async () => {
    const client = sns.client();
    const words =
      "400 ValidationError: 1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null";
    const create = new CreatePlatformApplicationCommand({ Name: "name", Platform: "GCM", Attributes: {} });
    expect(await refusal(client.send(create))).toBe(words);
    const EndpointArn = await createEndpoint(client, await createApplication(client));
    expect(await refusal(client.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: {} })))).toBe(words);
  });

  it("are refused in AWS's words where their ARN is none", async () => {
    const command = new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn: "app" });
    expect(await refusal(sns.client().send(command))).toBe(
      "400 InvalidParameterException: Invalid parameter: PlatformApplicationArn Reason: An ARN must have at least 6 elements, not 1",
    );
  });
});

describe("endpoints", () => {
  it("are made, changed, listed and deleted", async () => {
    const client = sns.client();
    const PlatformApplicationArn = await createApplication(client);
    const input = { PlatformApplicationArn, Token: "token", CustomUserData: "me" };
    const { EndpointArn = "" } = await client.send(new CreatePlatformEndpointCommand(input));
    expect((await client.send(new CreatePlatformEndpointCommand(input))).EndpointArn).toBe(EndpointArn);
    const other = new CreatePlatformEndpointCommand({ ...input, CustomUserData: "you" });
    expect(await refusal(client.send(other))).toBe(
      `400 InvalidParameterException: Invalid parameter: Token Reason: Endpoint ${EndpointArn} already exists with the same Token, but different attributes.`,
    );
    const Attributes = { Enabled: "false", Token: "new" };
    await client.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes }));
    const { Endpoints } = await client.send(new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn }));
    expect(Endpoints).toEqual([{ EndpointArn, Attributes: { ...Attributes, CustomUserData: "me" } }]);
    await client.send(new DeleteEndpointCommand({ EndpointArn }));
    expect(await refusal(client.send(new GetEndpointAttributesCommand({ EndpointArn })))).toBe(
      "404 NotFoundException: Endpoint does not exist",
    );
    expect(await refusal(client.send(new GetEndpointAttributesCommand({ EndpointArn: PlatformApplicationArn })))).toBe(
      "400 InvalidParameterException: Invalid parameter: EndpointArn Reason: Wrong number of slashes in relative portion of the ARN.",
    );
  });

  it("and applications of the same name are apart in two accounts and two regions", async () => {
    const [account, stranger, name] = [uniqueAccount(), uniqueAccount(), uniqueName("app")];
    const here = sns.client({ account });
    const application = await createApplication(here, "GCM", name);
    const endpoint = await createEndpoint(here, application, "token");
    for (const other of [sns.client({ account, region: "eu-west-1" }), sns.client({ account: stranger })]) {
      expect((await other.send(new ListPlatformApplicationsCommand({}))).PlatformApplications).toEqual([]);
      const theirs = await createApplication(other, "GCM", name);
      expect(await createEndpoint(other, theirs, "token")).not.toBe(endpoint);
      const asked = other.send(new GetEndpointAttributesCommand({ EndpointArn: endpoint }));
      expect(await refusal(asked)).toMatch(/^(404 NotFoundException|403 AuthorizationErrorException): /);
      const publish = other.send(new PublishCommand({ TargetArn: endpoint, Message: "hello" }));
      expect(await refusal(publish)).toMatch(/No endpoint found for the target arn specified|AuthorizationError/);
    }
    expect(await shown({ endpointArn: endpoint })).toEqual({ [endpoint]: [] });
  });
});

describe("a message to a device", () => {
  it("that is published to its endpoint is shown as LocalStack shows it", async () => {
    const account = uniqueAccount();
    const client = sns.client({ account });
    const TargetArn = await createEndpoint(client, await createApplication(client));
    const MessageAttributes = { "AWS.SNS.MOBILE.GCM.TTL": { DataType: "String", StringValue: "60" } };
    const { MessageId } = await client.send(new PublishCommand({ TargetArn, Message: "hello", MessageAttributes }));
    const message = {
      TargetArn,
      TopicArn: null,
      Message: "hello",
      MessageAttributes,
      MessageStructure: null,
      Subject: null,
      MessageId,
    };
    expect(await shown({ accountId: account })).toEqual({ [TargetArn]: [message] });
    expect(await shown({ endpointArn: TargetArn })).toEqual({ [TargetArn]: [message] });
    expect(await shown({ accountId: account, region: "eu-west-1" })).toEqual({});
    const forgotten = await sns.skylab().fetch(`${MESSAGES}?accountId=${account}`, { method: "DELETE" });
    expect(forgotten.status).toBe(204);
    expect(await shown({ accountId: account })).toEqual({});
  });

  it("comes through a topic, each in the text for its platform", async () => {
    const account = uniqueAccount();
    const client = sns.client({ account });
    const topic = await sns.createTopic({}, client);
    const [gcm, apns] = [await createApplication(client), await createApplication(client, "APNS")];
    const endpoints = [await createEndpoint(client, gcm), await createEndpoint(client, apns)];
    for (const Endpoint of endpoints) {
      const command = new SubscribeCommand({ TopicArn: topic.arn, Protocol: "application", Endpoint });
      expect((await client.send(command)).SubscriptionArn).toMatch(/^arn:/);
    }
    const texts = { default: "to all", GCM: '{"data":{}}', APNS: '{"aps":{}}' };
    await topic.publish(JSON.stringify(texts), { MessageStructure: "json", Subject: "news" });
    await soon(async () => {
      const messages = await shown({ accountId: account });
      const kept = endpoints.map((arn) => messages[arn]?.[0]);
      expect(kept.map((message) => message?.["Message"])).toEqual([
        JSON.stringify(texts.GCM),
        JSON.stringify(texts.APNS),
      ]);
      expect(kept[0]).toMatchObject({ TopicArn: topic.arn, MessageStructure: "json", Subject: "news" });
    });
  });

  it("is refused in AWS's words where its endpoint is disabled or gone", async () => {
    const client = sns.client();
    const TargetArn = await createEndpoint(client, await createApplication(client));
    const Attributes = { Enabled: "false" };
    await client.send(new SetEndpointAttributesCommand({ EndpointArn: TargetArn, Attributes }));
    const publish = (): Promise<unknown> => client.send(new PublishCommand({ TargetArn, Message: "hello" }));
    expect(await refusal(publish())).toBe("400 EndpointDisabledException: Endpoint is disabled");
    await client.send(new DeleteEndpointCommand({ EndpointArn: TargetArn }));
    expect(await refusal(publish())).toBe(
      "400 InvalidParameterException: Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified",
    );
    expect(await shown({ endpointArn: TargetArn })).toEqual({ [TargetArn]: [] });
  });
});

describe("a user who may use one application", () => {
  it("does so, and is refused another in AWS's words", async () => {
    const root = sns.client();
    const [own, other] = [await createApplication(root), await createApplication(root)];
    const iam = sns.skylab().client(IAMClient);
    const UserName = uniqueName("user");
    const { User } = await iam.send(new CreateUserCommand({ UserName }));
    const statement = {
      Effect: "Allow",
      Action: ["sns:CreatePlatformEndpoint", "sns:GetEndpointAttributes"],
      Resource: own,
    };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "inline", PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const user = sns.client({
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    });
    // Replicas come to know of a new key and its policy one after the other.
    const EndpointArn = await soon(() => createEndpoint(user, own, "token"));
    await user.send(new GetEndpointAttributesCommand({ EndpointArn }));
    const refused = (operation: string, resource: string): string =>
      `403 AuthorizationErrorException: User: ${User?.Arn} is not authorized to perform: SNS:${operation} on resource: ${resource} because no identity-based policy allows the SNS:${operation} action`;
    expect(await refusal(createEndpoint(user, other))).toBe(refused("CreatePlatformEndpoint", other));
    // AWS asks about the application whose endpoint it is.
    expect(await refusal(user.send(new DeleteEndpointCommand({ EndpointArn })))).toBe(refused("DeleteEndpoint", own));
    expect(await refusal(user.send(new ListPlatformApplicationsCommand({})))).toBe(
      refused("ListPlatformApplications", "arn:aws:sns:us-east-1:000000000000:*"),
    );
  });
});
