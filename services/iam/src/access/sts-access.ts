import type { Context } from "@skylab/auth";
import { AwsError, formatArn } from "@skylab/aws";
import {
  type Access,
  type AccessRule,
  type Call,
  deniedMessage,
  type Denial,
  tagContext,
  type Target,
} from "@skylab/service";
import { parseRoleArn } from "../domain/role-arn.ts";
import { requestedTags } from "../domain/tags.ts";
import type { StsOperations } from "../operation.ts";
import { showsMfa } from "../store/mfa-proof.ts";
import { findRole } from "../store/roles.ts";
import type { IamStore } from "../store/store.ts";
import { trustPolicyOf } from "../store/trust-policies.ts";

type AccessTable = { readonly [Name in keyof StsOperations]: Access<StsOperations[Name]["input"], IamStore> };

const onNothing = (action: string): AccessRule<unknown, IamStore> => ({
  action: `sts:${action}`,
  on: () => ({ resource: "*" }),
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const stsAccess: AccessTable = {
  AssumeRole: {
    action: "sts:AssumeRole",
    on: async (input, call, store) => {
      const shown = await showsMfa(store, input, { ...call.caller, now: call.clock.now() });
      const role = await roleToAssume(input, call, store);
      return {
        ...role,
        context: () => ({ ...requestContext(input, call), ...(shown && { "aws:MultiFactorAuthPresent": "true" }) }),
      };
    },
    also: async (input, call, store) => {
      const role = await roleToAssume(input, call, store);
      return [
        ...(isTagged(input, call) ? [{ action: "sts:TagSession", ...role }] : []),
        ...(hasSource(input, call) ? [{ action: "sts:SetSourceIdentity", ...role }] : []),
      ];
    },
  },
  // The token decides, and the role's trust policy: see the operation.
  AssumeRoleWithSAML: { action: "sts:AssumeRoleWithSAML", free: "unsigned" },
  AssumeRoleWithWebIdentity: { action: "sts:AssumeRoleWithWebIdentity", free: "unsigned" },
  AssumeRoot: onNothing("AssumeRoot"),
  DecodeAuthorizationMessage: onNothing("DecodeAuthorizationMessage"),
  GetAccessKeyInfo: onNothing("GetAccessKeyInfo"),
  GetCallerIdentity: { action: "sts:GetCallerIdentity", free: "signed" },
  GetDelegatedAccessToken: onNothing("GetDelegatedAccessToken"),
  GetFederationToken: {
    action: "sts:GetFederationToken",
    on: ({ Name, Tags }, { caller }) => ({
      resource: formatArn({ service: "sts", region: "", account: caller.account, resource: `federated-user/${Name}` }),
      context: () => tagContext({ set: requestedTags(Tags) }),
    }),
  },
  GetScopedCredentials: onNothing("GetScopedCredentials"),
  GetSessionToken: { action: "sts:GetSessionToken", free: "signed" },
  GetWebIdentityToken: onNothing("GetWebIdentityToken"),
};

/** STS tells why it refuses only where a policy says so itself. */
export function stsDenied(denial: Denial): AwsError {
  const message = deniedMessage(denial, denial.action);
  const short = denial.decision.decision === "explicitDeny" ? message : message.replace(/ because no .*$/, "");
  return new AwsError("AccessDenied", short, { status: 403 });
}

type AssumeInput = StsOperations["AssumeRole"]["input"];

/** Everybody is root in open mode, and who tries out a role there need not be named by its trust policy. */
const TRUSTS_EVERYBODY = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*" }] });

/** A role that is not there trusts nobody. */
async function trustPolicy({ RoleArn }: AssumeInput, { caller }: Call, store: IamStore): Promise<string | undefined> {
  const { account, name } = parseRoleArn(RoleArn);
  if (caller.unproven && caller.account === account) return TRUSTS_EVERYBODY;
  const rows = store.of(account);
  const role = await findRole(rows, name);
  return role && trustPolicyOf(rows, account, role);
}

/** The role, under its trust policy. */
const roleToAssume = async (input: AssumeInput, call: Call, store: IamStore): Promise<Target> => ({
  resource: input.RoleArn,
  policy: await trustPolicy(input, call, store),
  policyMustAllow: true,
  context: () => requestContext(input, call),
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts */
function requestContext(
  { ExternalId, RoleSessionName, SourceIdentity, Tags, TransitiveTagKeys = [] }: AssumeInput,
  { caller }: Call,
): Context {
  const source = caller.session?.sourceIdentity ?? SourceIdentity;
  return {
    "sts:RoleSessionName": RoleSessionName,
    ...(ExternalId !== undefined && { "sts:ExternalId": ExternalId }),
    ...(source !== undefined && { "sts:SourceIdentity": source }),
    ...(TransitiveTagKeys.length > 0 && { "sts:TransitiveTagKeys": TransitiveTagKeys }),
    ...tagContext({ set: requestedTags(Tags) }),
  };
}

const isTagged = ({ Tags = [] }: AssumeInput, { caller }: Call): boolean =>
  Tags.length > 0 || (caller.session?.transitiveTagKeys.length ?? 0) > 0;

/** Who assumes a role as a session that has a source identity hands it on. */
const hasSource = ({ SourceIdentity }: AssumeInput, { caller }: Call): boolean =>
  SourceIdentity !== undefined || caller.session?.sourceIdentity !== undefined;
