import { parseArn } from "@skylab/aws";
import { applies, grantBy, type Question } from "./applies.ts";
import { type Context, lookupIn } from "./context.ts";
import type { Policy } from "./policy.ts";
import { closer, type Grant, hasRootsPermissions, type Principal } from "./principal.ts";
import { serviceOf, statementsAbout } from "./statement-index.ts";

/** May this principal do that to this resource? */
export type AccessRequest = {
  readonly principal: Principal;
  /** `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, or `*` for actions on none. */
  readonly resource: string;
  /** Who owns the resource, where the ARN does not say it, as S3's do not. The principal's own account if absent. */
  readonly resourceAccount?: string | undefined;
  /** Or how it is made: most decisions ask for none of it. */
  readonly context: Context | (() => Context);
  /** The policies of the user and its groups, or of the role. */
  readonly identityPolicies: readonly Policy[];
  readonly resourcePolicy?: Policy | undefined;
  /** Roles' trust policies and KMS's key policies: nothing is allowed that they do not, in their own account either. */
  readonly resourcePolicyMustAllow?: boolean | undefined;
  readonly permissionsBoundary?: Policy | undefined;
  /** The policies that were passed when the role was assumed; absent if none were. */
  readonly sessionPolicies?: readonly Policy[] | undefined;
};

export type PolicyKind = "identity" | "resource" | "boundary" | "session";

/** What was decided, and which kind of policy did it: for an implicit denial, the kind that did not allow. */
export type AccessDecision =
  | { readonly decision: "allow"; readonly by: PolicyKind | "root" }
  | {
      readonly decision: "explicitDeny";
      readonly by: PolicyKind;
      readonly sid: string | undefined;
      /** Of the managed policy that denied; not told where the resource is another account's. */
      readonly policyArn?: string | undefined;
    }
  | { readonly decision: "implicitDeny"; readonly by: PolicyKind };

/**
 * AWS's own logic: a Deny anywhere wins; a resource's policy may allow by itself inside of its account; else the
 * principal's policies must allow, its boundary and its session too; and from another account both sides must.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const evaluate = (request: AccessRequest): AccessDecision => decide(request, questionOf(request));

/** Everything of a request that its statements are asked for. */
export function questionOf({ action, context, permissionsBoundary, principal, resource }: AccessRequest): Question {
  const name = action.toLowerCase();
  return {
    principal,
    action: name,
    service: serviceOf(name),
    resource,
    lookup: lookupIn(context, principal),
    isBounded: permissionsBoundary !== undefined,
  };
}

/** The decision on a question that was made of the request. */
export function decide(request: AccessRequest, question: Question): AccessDecision {
  const { principal, resourcePolicy } = request;
  const denial = findDenial(request, question);
  if (denial) return denial;
  const grant = resourcePolicy ? grantOf(resourcePolicy, question) : "none";
  if (principal.type !== "AWS") return allowIf(grant !== "none", "resource");
  if (accountOf(request) === principal.account) return withinAccount(request, question, grant);
  const own = byOwnPolicies(request, question);
  return own.decision === "allow" ? allowIf(grant !== "none", "resource") : own;
}

function findDenial(request: AccessRequest, question: Question): AccessDecision | undefined {
  const { identityPolicies, permissionsBoundary, resourcePolicy, sessionPolicies } = request;
  const denial =
    denialBy(identityPolicies, "identity", question) ??
    (resourcePolicy && denialBy([resourcePolicy], "resource", question)) ??
    (permissionsBoundary && denialBy([permissionsBoundary], "boundary", question)) ??
    (sessionPolicies && denialBy(sessionPolicies, "session", question));
  if (!denial) return undefined;
  const { by, policyArn, sid } = denial;
  const isOwn = request.principal.type === "AWS" && request.principal.account === accountOf(request);
  return { decision: "explicitDeny", by, sid, policyArn: isOwn ? policyArn : undefined };
}

type Denial = { readonly by: PolicyKind; readonly sid: string | undefined; readonly policyArn: string | undefined };

function denialBy(policies: readonly Policy[], by: PolicyKind, question: Question): Denial | undefined {
  for (const { arn, denies } of policies) {
    for (const statement of statementsAbout(denies, question.service)) {
      if (applies(statement, question)) return { by, sid: statement.sid, policyArn: arn };
    }
  }
  return undefined;
}

/** How closely a resource's policy allows. */
function grantOf(policy: Policy, question: Question): Grant {
  let grant: Grant = "none";
  for (const statement of statementsAbout(policy.allows, question.service)) {
    if (applies(statement, question)) grant = closer(grant, grantBy(statement, question));
  }
  return grant;
}

function withinAccount(request: AccessRequest, question: Question, grant: Grant): AccessDecision {
  if (request.resourcePolicyMustAllow && grant === "none") return allowIf(false, "resource");
  // A session is not its role or user: only what names the session, or everybody, reaches past its limits.
  if (grant === "direct") return allowIf(true, "resource");
  if (grant === "issuer") return withinLimits(request, question, "resource");
  return byOwnPolicies(request, question);
}

function byOwnPolicies(request: AccessRequest, question: Question): AccessDecision {
  const { identityPolicies, principal } = request;
  if (principal.type === "AWS" && hasRootsPermissions(principal)) return withinLimits(request, question, "root");
  if (!allows(identityPolicies, question)) return allowIf(false, "identity");
  return withinLimits(request, question, "identity");
}

/** What a boundary and session policies do not allow, nothing else can. */
function withinLimits(request: AccessRequest, question: Question, by: PolicyKind | "root"): AccessDecision {
  const { permissionsBoundary, sessionPolicies } = request;
  if (permissionsBoundary && !allows([permissionsBoundary], question)) return allowIf(false, "boundary");
  if (sessionPolicies && !allows(sessionPolicies, question)) return allowIf(false, "session");
  return { decision: "allow", by };
}

const allowIf = (allowed: boolean, by: PolicyKind): AccessDecision => ({
  decision: allowed ? "allow" : "implicitDeny",
  by,
});

function allows(policies: readonly Policy[], question: Question): boolean {
  for (const policy of policies) {
    for (const statement of statementsAbout(policy.allows, question.service)) {
      if (applies(statement, question)) return true;
    }
  }
  return false;
}

/** The account that owns the resource. */
function accountOf({ principal, resource, resourceAccount }: AccessRequest): string | undefined {
  const account = resourceAccount ?? parseArn(resource)?.account;
  // AWS's own policies, `arn:aws:iam::aws:policy/…`, are everybody's.
  if (account !== undefined && account !== "" && account !== "aws") return account;
  return principal.type === "AWS" ? principal.account : undefined;
}
