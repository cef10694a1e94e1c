import {
  CreateVirtualMFADeviceCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  EnableMFADeviceCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  DeleteAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { uniqueName } from "@skylab/testkit";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import {
  type Client,
  createQueue,
  createUser,
  keyOf,
  policy,
  refusal,
  ROOT_ACCOUNT,
  type TestUser,
  useIam,
} from "./iam.ts";
import { assume, ASSUMES, ASSUMING, createRole } from "./roles.ts";
import { codeAt } from "./totp.ts";

const iam = useIam();

const STEP_MS = 30_000;
const TRUSTING_ALL = { Principal: { AWS: ROOT_ACCOUNT }, Action: ASSUMING };
const INVALID_TOKEN = "403 InvalidClientTokenId: The security token included in the request is invalid";

const send = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));

describe("a role that a role assumes", () => {
  it("is assumed for an hour at most", async () => {
    const ada = await createUser(iam.root(), ASSUMES);
    const first = await assume(ada, await createRole(iam.root(), TRUSTING_ALL));
    const second = await createRole(iam.root(), TRUSTING_ALL, { MaxSessionDuration: 7200 });
    expect(await refusal(assume(first, second, { DurationSeconds: 3601 }))).toBe(
      "400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
    await assume(first, second, { DurationSeconds: 3600 });
  });

  it("has the transitive tags of who assumes it, and no others", async () => {
    const blue = await createQueue(iam.root(), { tags: { team: "blue" } });
    const ada = await createUser(iam.root(), ASSUMES);
    const Condition = { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } };
    const first = await createRole(iam.root(), TRUSTING_ALL);
    const second = await createRole(iam.root(), TRUSTING_ALL, { policy: policy({ Action: "sqs:*", Condition }) });
    const Tags = [{ Key: "team", Value: "blue" }];
    const passing = await assume(ada, first, { Tags, TransitiveTagKeys: ["team"] });
    await send(await assume(passing, second), blue.url);
    const keeping = await assume(ada, first, { Tags });
    await expect(send(await assume(keeping, second), blue.url)).rejects.toThrow("no identity-based policy allows");
    // Whoever got a tag so cannot give it another value.
    expect(await refusal(assume(passing, second, { Tags: [{ Key: "team", Value: "red" }] }))).toBe(
      "400 InvalidParameterValue: One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  });

  it("keeps the source identity that the first session was given", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), ASSUMES);
    const first = await createRole(iam.root(), TRUSTING_ALL);
    const Condition = { StringEquals: { "aws:SourceIdentity": "ada" } };
    const second = await createRole(iam.root(), TRUSTING_ALL, { policy: policy({ Action: "sqs:*", Condition }) });
    const known = await assume(ada, first, { SourceIdentity: "ada" });
    const { Credentials, SourceIdentity } = await known.sts.send(
      new AssumeRoleCommand({ RoleArn: second.arn, RoleSessionName: "ses" }),
    );
    expect(SourceIdentity).toBe("ada");
    await send(iam.as(keyOf(Credentials)), queue.url);
    await expect(send(await assume(await assume(ada, first), second), queue.url)).rejects.toThrow("no identity-based");
    expect(await refusal(assume(known, second, { SourceIdentity: "bob" }))).toBe(
      `403 AccessDenied: User: ${known.arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${second.arn}`,
    );
  });
});

/** Gives a user a virtual MFA device, and moves the clock on so that its next code is a new one. */
async function giveMfa({ name }: TestUser): Promise<{ readonly serial: string; readonly code: () => Promise<string> }> {
  const { clock } = iam.skylab();
  const { VirtualMFADevice: device } = await iam
    .root()
    .iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
  const seed = Buffer.from(device?.Base32StringSeed ?? []).toString();
  const now = await clock.now();
  const enable = {
    UserName: name,
    SerialNumber: device?.SerialNumber,
    AuthenticationCode1: codeAt(seed, now - STEP_MS),
    AuthenticationCode2: codeAt(seed, now),
  };
  await iam.root().iam.send(new EnableMFADeviceCommand(enable));
  return {
    serial: device?.SerialNumber ?? "",
    code: async () => {
      await clock.advance(2 * STEP_MS);
      return codeAt(seed, await clock.now());
    },
  };
}

describe("GetSessionToken", () => {
  it("gives credentials that are the user's own", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), policy({ Action: ["sqs:*", "iam:*"] }));
    const { Credentials } = await ada.sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    const session = iam.as(keyOf(Credentials));
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(ada.arn);
    await send(session, queue.url);
    // Without a second factor they open neither IAM nor further sessions.
    expect(await refusal(session.iam.send(new ListUsersCommand({})))).toBe(INVALID_TOKEN);
    expect(await refusal(session.sts.send(new GetSessionTokenCommand({})))).toBe(
      "403 AccessDenied: Cannot call GetSessionToken with session credentials",
    );
    await iam.root().iam.send(new DeleteUserPolicyCommand({ UserName: ada.name, PolicyName: "inline" }));
    await soon(() => expect(send(session, queue.url)).rejects.toThrow("no identity-based policy allows"));
  });

  it("with a code of the user's MFA device passes where one is asked for", async () => {
    const queue = await createQueue(iam.root());
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const ada = await createUser(iam.root(), policy({ Action: ["sqs:*", "iam:ListUsers"], Condition }));
    const mfa = await giveMfa(ada);
    const open = (TokenCode: string): Promise<Client> =>
      ada.sts
        .send(new GetSessionTokenCommand({ SerialNumber: mfa.serial, TokenCode }))
        .then(({ Credentials }) => iam.as(keyOf(Credentials)));
    const code = await mfa.code();
    const session = await open(code);
    await send(session, queue.url);
    await session.iam.send(new ListUsersCommand({}));
    await expect(send(ada, queue.url)).rejects.toThrow("no identity-based policy allows");
    const { Credentials } = await ada.sts.send(new GetSessionTokenCommand({}));
    await expect(send(iam.as(keyOf(Credentials)), queue.url)).rejects.toThrow("no identity-based policy allows");
    for (const wrong of [code, "000000"]) {
      expect(await refusal(open(wrong))).toBe(
        "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ",
      );
    }
  });

  it("gives credentials that are worth nothing when the user is gone", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), policy({ Action: "sqs:*" }));
    const { Credentials } = await ada.sts.send(new GetSessionTokenCommand({}));
    const session = iam.as(keyOf(Credentials));
    await send(session, queue.url);
    const { iam: admin } = iam.root();
    const UserName = ada.name;
    await admin.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "inline" }));
    const { AccessKeyMetadata = [] } = await admin.send(new ListAccessKeysCommand({ UserName }));
    for (const { AccessKeyId } of AccessKeyMetadata) {
      await admin.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    }
    await admin.send(new DeleteUserCommand({ UserName }));
    await soon(() => expect(send(session, queue.url)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } }));
  });
});

const NEVER = { Bool: { "aws:MultiFactorAuthPresent": "false" } };

describe("a role that asks for MFA", () => {
  it("is assumed with a code", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), ASSUMES);
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const role = await createRole(iam.root(), { Principal: { AWS: ada.arn }, Condition });
    const mfa = await giveMfa(ada);
    expect(await refusal(assume(ada, role))).toContain("is not authorized to perform: sts:AssumeRole");
    const session = await assume(ada, role, { SerialNumber: mfa.serial, TokenCode: await mfa.code() });
    await send(session, queue.url);
  });

  it("takes a code once, also of two who show it at a time, and a role that does not trust takes none", async () => {
    const ada = await createUser(iam.root(), ASSUMES);
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const role = await createRole(iam.root(), { Principal: { AWS: ada.arn }, Condition });
    const other = await createRole(iam.root(), { Principal: { AWS: ROOT_ACCOUNT }, Condition: NEVER });
    const mfa = await giveMfa(ada);
    const code = { SerialNumber: mfa.serial, TokenCode: await mfa.code() };
    expect(await refusal(assume(ada, other, code))).toContain("is not authorized to perform: sts:AssumeRole");
    const results = await Promise.allSettled([assume(ada, role, code), assume(ada, role, code)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(assume(ada, role, code))).toBe(
      "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ",
    );
  });
});

describe("GetFederationToken", () => {
  it("gives what both the user's policies and those that it passes allow", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), policy({ Action: ["sqs:SendMessage", "sts:GetFederationToken"] }));
    const federate = async (Policy?: string): Promise<Client> => {
      const input = { Name: "guest", ...(Policy !== undefined && { Policy }) };
      const { Credentials, FederatedUser } = await ada.sts.send(new GetFederationTokenCommand(input));
      expect(FederatedUser).toEqual({
        Arn: `arn:aws:sts::${ROOT_ACCOUNT}:federated-user/guest`,
        FederatedUserId: `${ROOT_ACCOUNT}:guest`,
      });
      return iam.as(keyOf(Credentials));
    };
    const guest = await federate(policy({ Action: "sqs:*" }));
    await send(guest, queue.url);
    expect(await refusal(guest.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url })))).toContain(
      `User: arn:aws:sts::${ROOT_ACCOUNT}:federated-user/guest is not authorized to perform`,
    );
    expect(await refusal(guest.iam.send(new ListUsersCommand({})))).toBe(INVALID_TOKEN);
    expect(await refusal(guest.sts.send(new GetFederationTokenCommand({ Name: "guest" })))).toMatch(
      /^403 AccessDenied: /,
    );
    const powerless = await federate();
    await expect(send(powerless, queue.url)).rejects.toThrow("no session policy allows");
  });

  it("is to be allowed", async () => {
    const ada = await createUser(iam.root(), policy({ Action: "sqs:*" }));
    expect(await refusal(ada.sts.send(new GetFederationTokenCommand({ Name: "guest" })))).toBe(
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sts:GetFederationToken on resource: arn:aws:sts::${ROOT_ACCOUNT}:federated-user/guest`,
    );
    await expect(ada.sqs.send(new ListQueuesCommand({ QueueNamePrefix: uniqueName("none") }))).resolves.toBeDefined();
  });
});
