import { parseArn } from "@skylab/aws";
import { type Context, type Lookup, lookupIn } from "./context.ts";
import type { Policy, Statement } from "./policy.ts";
import { closer, type Grant, grantTo, isRoleSession, isRoot, type Principal } from "./principal.ts";

/** May this principal do that to this resource? */
export type AccessRequest = {
  readonly principal: Principal;
  /** `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, or `*` for actions on none. */
  readonly resource: string;
  /** Who owns the resource, where the ARN does not say it, as S3's do not. The principal's own account if absent. */
  readonly resourceAccount?: string | undefined;
  readonly context: Context;
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
  | { readonly decision: "explicitDeny"; readonly by: PolicyKind; readonly sid: string | undefined }
  | { readonly decision: "implicitDeny"; readonly by: PolicyKind };

/**
 * AWS's own logic: a Deny anywhere wins; a resource's policy may allow by itself inside of its account; else the
 * principal's policies must allow, its boundary and its session too; and from another account both sides must.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AccessRequest): AccessDecision {
  const question = questionOf(request);
  const denial = findDenial(request, question);
  if (denial) return denial;
  const grant = request.resourcePolicy ? grantOf(request.resourcePolicy, question) : "none";
  if (request.principal.type !== "AWS") return decide(grant !== "none", "resource");
  if (accountOf(request) === request.principal.account) return withinAccount(request, question, grant);
  const own = byOwnPolicies(request, question);
  return own.decision === "allow" ? decide(grant !== "none", "resource") : own;
}

type Question = {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly lookup: Lookup;
};

const questionOf = ({ action, context, principal, resource }: AccessRequest): Question => ({
  principal,
  action: action.toLowerCase(),
  resource,
  lookup: lookupIn(context, principal),
});

function findDenial(request: AccessRequest, question: Question): AccessDecision | undefined {
  const { identityPolicies, permissionsBoundary, resourcePolicy, sessionPolicies } = request;
  const kinds: readonly (readonly [PolicyKind, readonly Policy[]])[] = [
    ["identity", identityPolicies],
    ["resource", resourcePolicy ? [resourcePolicy] : []],
    ["boundary", permissionsBoundary ? [permissionsBoundary] : []],
    ["session", sessionPolicies ?? []],
  ];
  for (const [by, policies] of kinds) {
    for (const { statements } of policies) {
      const denying = statements.find((statement) => statement.effect === "Deny" && applies(statement, question));
      if (denying) return { decision: "explicitDeny", by, sid: denying.sid };
    }
  }
  return undefined;
}

/** How closely a resource's policy allows: by the account, the role, or the principal itself. */
function grantOf(policy: Policy, question: Question): Grant {
  let grant: Grant = "none";
  for (const statement of policy.statements) {
    if (statement.effect !== "Allow" || !statement.principal || !applies(statement, question)) continue;
    grant = closer(grant, statement.principal.not ? "everyone" : grantTo(question.principal, statement.principal.of));
  }
  return grant;
}

function withinAccount(request: AccessRequest, question: Question, grant: Grant): AccessDecision {
  if (request.resourcePolicyMustAllow && grant === "none") return decide(false, "resource");
  const role = isRoleSession(request.principal);
  // A role is not its session: only what names the session reaches past boundary and session policies.
  if (grant === "itself" || (grant === "everyone" && !role)) return decide(true, "resource");
  if (grant === "role" || grant === "everyone") return withinLimits(request, question, "resource");
  return byOwnPolicies(request, question);
}

function byOwnPolicies(request: AccessRequest, question: Question): AccessDecision {
  if (isRoot(request.principal)) return { decision: "allow", by: "root" };
  if (!allows(request.identityPolicies, question)) return decide(false, "identity");
  return withinLimits(request, question, "identity");
}

/** What a boundary and session policies do not allow, nothing else can. */
function withinLimits(request: AccessRequest, question: Question, by: PolicyKind): AccessDecision {
  const { permissionsBoundary, sessionPolicies } = request;
  if (permissionsBoundary && !allows([permissionsBoundary], question)) return decide(false, "boundary");
  if (sessionPolicies && !allows(sessionPolicies, question)) return decide(false, "session");
  return decide(true, by);
}

const decide = (allowed: boolean, by: PolicyKind): AccessDecision => ({
  decision: allowed ? "allow" : "implicitDeny",
  by,
});

const allows = (policies: readonly Policy[], question: Question): boolean =>
  policies.some(({ statements }) =>
    statements.some((statement) => statement.effect === "Allow" && applies(statement, question)),
  );

function applies(statement: Statement, question: Question): boolean {
  const { action, conditions, principal, resource } = statement;
  const { lookup } = question;
  if (action.of.some((pattern) => pattern(question.action, lookup)) === action.not) return false;
  if (resource && resource.of.some((pattern) => pattern(question.resource, lookup)) === resource.not) return false;
  if (principal && (grantTo(question.principal, principal.of) !== "none") === principal.not) return false;
  return conditions.every((condition) => condition(lookup));
}

/** The account that owns the resource. */
function accountOf({ principal, resource, resourceAccount }: AccessRequest): string | undefined {
  const account = resourceAccount ?? parseArn(resource)?.account;
  if (account !== undefined && account !== "") return account;
  return principal.type === "AWS" ? principal.account : undefined;
}
