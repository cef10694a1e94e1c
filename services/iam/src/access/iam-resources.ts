import type { Tags } from "@skylab/identity";
import type { Values } from "@skylab/protocol";
import type { Call } from "@skylab/service";
import { iamArn, type PathedKind } from "../domain/arns.ts";
import { serviceLinkedRole } from "../domain/service-linked-role.ts";
import { findAccessKey } from "../store/access-keys.ts";
import type { IamStore } from "../store/store.ts";
import { findGroup } from "../store/groups.ts";
import { findInstanceProfile } from "../store/instance-profiles.ts";
import { findPolicy } from "../store/policies.ts";
import { findRole } from "../store/roles.ts";
import { findUser } from "../store/users.ts";

/** What an operation is on, as policies see it. */
export type Named = {
  readonly arn: string;
  readonly tags?: Tags;
  /** The ARN of its permissions boundary. */
  readonly boundary?: string | undefined;
};

type NamedBy = (input: Values, call: Call, store: IamStore) => Promise<Named>;

/** What has a path in its ARN, of which a request says only the name. */
type Pathed = {
  readonly name: string;
  readonly path: string;
  readonly tags?: Tags;
  readonly permissionsBoundary?: string;
};

type Find = (rows: ReturnType<IamStore["of"]>, name: string) => Promise<Pathed | undefined>;

/** By name; what is not there, or not yet, is where the request would have it. */
const byName =
  (kind: PathedKind, member: string, find: Find): NamedBy =>
  async (input, call, store) => {
    const { account } = call.caller;
    const name = textOf(input, member);
    if (name === undefined) return { arn: call.caller.arn };
    const found = await find(store.of(account), name);
    const { path, permissionsBoundary, tags } = found ?? { path: textOf(input, "Path") ?? "/" };
    return {
      arn: iamArn(account, kind, { path, name: found?.name ?? name }),
      ...(tags && { tags }),
      boundary: permissionsBoundary,
    };
  };

const byArn =
  (member: string): NamedBy =>
  (input) =>
    Promise.resolve({ arn: textOf(input, member) ?? "*" });

const managedPolicy: NamedBy = async (input, call, store) => {
  const arn = textOf(input, "PolicyArn") ?? "*";
  const policy = await findPolicy(store.of(call.caller.account), { account: call.caller.account, arn });
  return { arn, ...(policy && { tags: policy.tags }) };
};

/** Something new without a path of its own, or with one that the request gives. */
const newOne =
  (resource: (input: Values) => string): NamedBy =>
  (input, { caller }) =>
    Promise.resolve({ arn: `arn:aws:iam::${caller.account}:${resource(input)}` });

const userOf = byName("user", "UserName", findUser);

export const roleOf = byName("role", "RoleName", findRole);

/** Lists are on all of their kind, below a path. */
const listed =
  (kind: PathedKind | "mfa"): NamedBy =>
  (input, { caller }) =>
    Promise.resolve({ arn: `arn:aws:iam::${caller.account}:${kind}${textOf(input, "PathPrefix") ?? "/"}` });

const ownerOfKey: NamedBy = async (input, call, store) => {
  const key = await findAccessKey(store.of(call.caller.account), textOf(input, "AccessKeyId") ?? "");
  return key?.user === undefined ? { arn: "*" } : userOf({ UserName: key.user }, call, store);
};

/** What operations are on that list all of a kind, and others whose input does not name it. */
export const OF_OPERATION: Readonly<Record<string, NamedBy>> = {
  ChangePassword: (_input, { caller }) => Promise.resolve({ arn: caller.arn }),
  GetAccessKeyLastUsed: ownerOfKey,
  ListGroups: listed("group"),
  ListInstanceProfiles: listed("instance-profile"),
  // So AWS writes it.
  ListPolicies: (input) => Promise.resolve({ arn: `policy path ${textOf(input, "PathPrefix") ?? "/"}` }),
  ListRoles: listed("role"),
  ListServerCertificates: listed("server-certificate"),
  ListUsers: listed("user"),
  ListVirtualMFADevices: listed("mfa"),
};

/** The member that names what an operation is on: the first of these that its input has. */
export const NAMED_BY: readonly (readonly [member: string, NamedBy])[] = [
  ["InstanceProfileName", byName("instance-profile", "InstanceProfileName", findInstanceProfile)],
  ["GroupName", byName("group", "GroupName", findGroup)],
  // Without a name the caller itself is meant.
  ["UserName", userOf],
  ["RoleName", roleOf],
  ["PolicyName", newOne((input) => `policy${textOf(input, "Path") ?? "/"}${textOf(input, "PolicyName") ?? ""}`)],
  ["PolicyArn", managedPolicy],
  ["AWSServiceName", newOne(serviceLinkedRoleOf)],
  ["OpenIDConnectProviderArn", byArn("OpenIDConnectProviderArn")],
  ["SAMLProviderArn", byArn("SAMLProviderArn")],
  ["SAMLMetadataDocument", newOne((input) => `saml-provider/${textOf(input, "Name") ?? ""}`)],
  ["Url", newOne((input) => `oidc-provider/${(textOf(input, "Url") ?? "").replace(/^https:\/\//, "")}`)],
  [
    "ServerCertificateName",
    newOne(
      (input) => `server-certificate${textOf(input, "Path") ?? "/"}${textOf(input, "ServerCertificateName") ?? ""}`,
    ),
  ],
  [
    "VirtualMFADeviceName",
    newOne((input) => `mfa${textOf(input, "Path") ?? "/"}${textOf(input, "VirtualMFADeviceName") ?? ""}`),
  ],
  ["SerialNumber", byArn("SerialNumber")],
  ["PolicySourceArn", byArn("PolicySourceArn")],
  ["Arn", byArn("Arn")],
];

function textOf(input: Values, member: string): string | undefined {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
}

function serviceLinkedRoleOf(input: Values): string {
  const service = textOf(input, "AWSServiceName") ?? "";
  return `role/aws-service-role/${service}/${serviceLinkedRole(service, textOf(input, "CustomSuffix")).name}`;
}
