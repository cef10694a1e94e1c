import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { soon } from "../soon.ts";
import { type Client, createQueue, createUser, keyOf, policy, refusal, ROOT_ACCOUNT, trust, useIam } from "./iam.ts";
import { assume, ASSUMES, ASSUMING, createRole } from "./roles.ts";

const iam = useIam();

const HOUR_SECONDS = 3600;
const TRUSTING_ALL = { Principal: { AWS: ROOT_ACCOUNT }, Action: ASSUMING };

const send = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
const receive = ({ sqs }: Client, QueueUrl: string): Promise<unknown> =>
  sqs.send(new ReceiveMessageCommand({ QueueUrl }));

describe("a role", () => {
  it("is assumed by whom it trusts, who then is the session", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root());
    const role = await createRole(iam.root(), { Principal: { AWS: ada.arn } });
    const { AssumedRoleUser, Credentials } = await ada.sts.send(
      new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: "ses" }),
    );
    expect(AssumedRoleUser).toMatchObject({
      Arn: `arn:aws:sts::${ROOT_ACCOUNT}:assumed-role/${role.name}/ses`,
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]+:ses$/),
    });
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    const now = await iam.skylab().clock.now();
    expect(Math.abs((Credentials?.Expiration?.getTime() ?? 0) - now - HOUR_SECONDS * 1000)).toBeLessThan(60_000);
    const session = iam.as(keyOf(Credentials));
    const { Account, Arn, UserId } = await session.sts.send(new GetCallerIdentityCommand({}));
    expect({ Account, Arn, AssumedRoleId: UserId }).toEqual({ Account: ROOT_ACCOUNT, ...AssumedRoleUser });
    await send(session, queue.url);
    // The user itself may still nothing.
    expect(await refusal(send(ada, queue.url))).toContain("no identity-based policy allows");
  });

  it("that trusts another one is not, in AWS's words", async () => {
    const ada = await createUser(iam.root(), ASSUMES);
    const bob = await createUser(iam.root(), ASSUMES);
    const role = await createRole(iam.root(), { Principal: { AWS: bob.arn } });
    const refused = (arn: string): string =>
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    expect(await refusal(assume(ada, role))).toBe(refused(role.arn));
    const missing = { name: "missing", arn: `arn:aws:iam::${ROOT_ACCOUNT}:role/missing` };
    expect(await refusal(assume(ada, missing))).toBe(refused(missing.arn));
    await assume(bob, role);
  });

  it("that trusts the account is assumed by whom the account lets", async () => {
    const role = await createRole(iam.root(), { Principal: { AWS: ROOT_ACCOUNT } });
    const ada = await createUser(iam.root(), policy({ Action: "sts:AssumeRole", Resource: role.arn }));
    const bob = await createUser(iam.root());
    await assume(ada, role);
    expect(await refusal(assume(bob, role))).toContain(`${bob.arn} is not authorized to perform: sts:AssumeRole`);
  });

  it("is never assumed by root", async () => {
    const role = await createRole(iam.root(), { Principal: { AWS: ROOT_ACCOUNT } });
    expect(await refusal(assume(iam.root(), role))).toBe(
      "403 AccessDenied: Roles may not be assumed by root accounts.",
    );
  });

  it("asks for its external id", async () => {
    const ada = await createUser(iam.root(), ASSUMES);
    const Condition = { StringEquals: { "sts:ExternalId": "7f3a" } };
    const role = await createRole(iam.root(), { Principal: { AWS: ROOT_ACCOUNT }, Condition });
    await assume(ada, role, { ExternalId: "7f3a" });
    for (const more of [{}, { ExternalId: "7f3b" }]) {
      expect(await refusal(assume(ada, role, more))).toContain("is not authorized to perform: sts:AssumeRole");
    }
  });

  it("that is gone has left its sessions nothing", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), ASSUMES);
    const role = await createRole(iam.root(), TRUSTING_ALL);
    const session = await assume(ada, role);
    await send(session, queue.url);
    await iam.root().iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: "inline" }));
    await soon(() => expect(send(session, queue.url)).rejects.toThrow("no identity-based policy allows"));
    await iam.root().iam.send(new DeleteRoleCommand({ RoleName: role.name }));
    await soon(() => expect(send(session, queue.url)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } }));
    // A new one of the same name is another one.
    const again = { RoleName: role.name, AssumeRolePolicyDocument: trust(TRUSTING_ALL) };
    await iam.root().iam.send(new CreateRoleCommand(again));
    const inline = { RoleName: role.name, PolicyName: "inline", PolicyDocument: policy({ Action: "sqs:*" }) };
    await iam.root().iam.send(new PutRolePolicyCommand(inline));
    const fresh = await assume(ada, role);
    await soon(() => send(fresh, queue.url));
    await expect(send(session, queue.url)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});

describe("a session policy", () => {
  it("bounds what the role may", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), ASSUMES);
    const role = await createRole(iam.root(), TRUSTING_ALL);
    const session = await assume(ada, role, { Policy: policy({ Action: ["sqs:SendMessage", "iam:*"] }) });
    await send(session, queue.url);
    expect(await refusal(receive(session, queue.url))).toBe(
      `403 AccessDenied: User: ${session.arn} is not authorized to perform: sqs:receivemessage on resource: ${queue.arn} because no session policy allows the sqs:receivemessage action`,
    );
    const PolicyArns = [{ arn: "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" }];
    const reading = await assume(ada, role, { PolicyArns });
    expect(await refusal(send(reading, queue.url))).toContain("because no session policy allows");
  });

  it("that is none is refused", async () => {
    const ada = await createUser(iam.root(), ASSUMES);
    const role = await createRole(iam.root(), TRUSTING_ALL);
    expect(await refusal(assume(ada, role, { Policy: "{" }))).toMatch(/^400 MalformedPolicyDocument/);
  });
});

describe("the tags of a session", () => {
  it("are its principal's", async () => {
    const queue = await createQueue(iam.root(), { tags: { team: "blue" } });
    const ada = await createUser(iam.root(), ASSUMES);
    const role = await createRole(iam.root(), TRUSTING_ALL);
    const Condition = { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } };
    await iam.root().iam.send(
      new PutRolePolicyCommand({
        RoleName: role.name,
        PolicyName: "inline",
        PolicyDocument: policy({ Action: "sqs:*", Condition }),
      }),
    );
    const tagged = (Value: string): Promise<Client> => assume(ada, role, { Tags: [{ Key: "team", Value }] });
    await soon(async () => send(await tagged("blue"), queue.url));
    await soon(async () =>
      expect(send(await tagged("red"), queue.url)).rejects.toThrow("no identity-based policy allows"),
    );
  });

  it("need a role that lets them be set", async () => {
    const ada = await createUser(iam.root(), ASSUMES);
    const role = await createRole(iam.root(), { Principal: { AWS: ROOT_ACCOUNT } });
    const Tags = [{ Key: "team", Value: "blue" }];
    expect(await refusal(assume(ada, role, { Tags }))).toBe(
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sts:TagSession on resource: ${role.arn}`,
    );
    expect(await refusal(assume(ada, role, { SourceIdentity: "ada" }))).toBe(
      `403 AccessDenied: User: ${ada.arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${role.arn}`,
    );
  });
});

describe("a session's length", () => {
  it("is a quarter of an hour at least, and what the role allows at most", async () => {
    const ada = await createUser(iam.root(), ASSUMES);
    const role = await createRole(iam.root(), TRUSTING_ALL, { MaxSessionDuration: 2 * HOUR_SECONDS });
    await assume(ada, role, { DurationSeconds: 900 });
    await assume(ada, role, { DurationSeconds: 2 * HOUR_SECONDS });
    expect(await refusal(assume(ada, role, { DurationSeconds: 2 * HOUR_SECONDS + 1 }))).toBe(
      "400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
    expect(await refusal(assume(ada, role, { DurationSeconds: 899 }))).toBe(
      "400 ValidationError: 1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
  });

  it("ends by the clock", async () => {
    const queue = await createQueue(iam.root());
    const ada = await createUser(iam.root(), ASSUMES);
    const session = await assume(ada, await createRole(iam.root(), TRUSTING_ALL), { DurationSeconds: 900 });
    await iam.skylab().clock.advance(600_000);
    await send(session, queue.url);
    await iam.skylab().clock.advance(301_000);
    await soon(async () =>
      expect(await refusal(send(session, queue.url))).toBe(
        "403 ExpiredToken: The security token included in the request is expired",
      ),
    );
    expect(await refusal(session.sts.send(new GetCallerIdentityCommand({})))).toBe(
      "403 ExpiredToken: The security token included in the request is expired",
    );
    await assume(ada, await createRole(iam.root(), TRUSTING_ALL));
  });
});
