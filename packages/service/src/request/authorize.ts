import {
  type AccessRequest,
  accessDenied,
  asksForKey,
  type AuthFamily,
  compiledPolicy,
  type Context,
  type Entitlements,
  evaluate,
  type Policy,
  type Principal,
  isRootOf,
  rootArn,
} from "@skylab/auth";
import { parseArn } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import type { Frame } from "../frame.ts";
import type { Call, Caller, Denial, KeptContext, Permission, ServicePrincipal } from "../service-definition.ts";
import type { PreparedAccess, PreparedRule } from "./prepare.ts";

/** What is asked for. */
export type AccessQuestion = { readonly input: Values; readonly call: Call; readonly family: AuthFamily };

/**
 * Why the caller may not do this to that resource, or `undefined` where it may. An account's root may do everything in
 * it that the resource's own policy does not deny; who comes from another account needs that policy to allow it. In audit
 * mode nobody is refused whose account's root would not be: the log tells who would be.
 */
export async function authorize(
  frame: Frame,
  access: PreparedAccess,
  question: AccessQuestion,
): Promise<Denial | undefined> {
  return access.free === undefined ? firstDenial(frame, access, question) : undefined;
}

async function firstDenial(
  frame: Frame,
  { action, also, on }: PreparedRule,
  question: AccessQuestion,
): Promise<Denial | undefined> {
  const { input, call } = question;
  const denial = await authorizeOne(frame, { action, ...(await on(input, call)) }, question);
  if (denial !== undefined || also === undefined) return denial;
  for (const permission of await also(input, call)) {
    const further = await authorizeOne(frame, permission, question);
    if (further !== undefined) return further;
  }
  return undefined;
}

/** Why the caller may not do one thing: what an operation asks while it works, too. */
export async function authorizeOne(
  frame: Frame,
  permission: Permission,
  { call, family }: Pick<AccessQuestion, "call" | "family">,
): Promise<Denial | undefined> {
  const { account, action, policy, policyMustAllow, resource } = permission;
  const { caller } = call;
  if (policy === undefined && !policyMustAllow && isOwnRoot(caller, account ?? parseArn(resource)?.account ?? ""))
    return undefined;
  const request = await requestOf(permission, call, (await entitlementsOf(caller, frame)) ?? NO_ENTITLEMENTS);
  const decision = evaluate(request);
  if (decision.decision === "allow") return undefined;
  const denial = { principal: request.principal, action, resource, account, decision, family };
  if (frame.auth.mode !== "audit" || !mayRoot(request)) return denial;
  frame.log.warn({ caller: caller.arn }, `audit: ${deniedMessage(denial, action)}`);
  return undefined;
}

/** What a service may, the resource's policy alone says. */
const entitlementsOf = (caller: Caller, { auth }: Frame): Promise<Entitlements> | undefined =>
  caller.service === undefined ? auth.identities?.entitlementsOf(caller) : undefined;

/**
 * Whether the root of the caller's account may do it, as whom open mode lets everybody in; nobody is there the root of the
 * account that owns the resource. A service is no account's.
 */
function mayRoot({ action, context, principal, resource, resourceAccount, resourcePolicy }: AccessRequest): boolean {
  if (principal.type === "Service") return false;
  const owner = resourceAccount ?? parseArn(resource)?.account ?? "";
  const account = principal.type === "AWS" ? principal.account : owner;
  const root: Principal = { type: "AWS", account, arn: rootArn(account), id: account };
  const asked = { principal: root, action, resource, resourceAccount, resourcePolicy, context, identityPolicies: [] };
  return evaluate(asked).decision === "allow";
}

/** All that the decision needs. */
async function requestOf(permission: Permission, call: Call, ofCaller: Entitlements): Promise<AccessRequest> {
  const { account, action, context, policy, policyMustAllow, resource } = permission;
  const { identityPolicies, permissionsBoundary, sessionPolicies } = ofCaller;
  const resourcePolicy = policy === undefined ? undefined : compiledPolicy(policy);
  const kept = permission.kept && (await keptContext(permission.kept, ofCaller, resourcePolicy));
  return {
    principal: principalOf(call.caller, ofCaller),
    action,
    resource,
    resourceAccount: account,
    context: () => ({ ...contextOf(call), ...ofCaller.context, ...context?.(), ...kept }),
    identityPolicies,
    permissionsBoundary,
    sessionPolicies,
    resourcePolicy,
    resourcePolicyMustAllow: policyMustAllow,
  };
}

/** Reads what must be read, where a policy asks for it. */
async function keptContext(
  { context, keys }: KeptContext,
  { identityPolicies, permissionsBoundary, sessionPolicies = [] }: Entitlements,
  resourcePolicy: Policy | undefined,
): Promise<Context | undefined> {
  const others = [resourcePolicy, permissionsBoundary, ...sessionPolicies];
  const isAsked = [...identityPolicies, ...others].some((policy) => policy && asksForKey(policy, keys));
  return isAsked ? context() : undefined;
}

/** AWS's message for a refusal, the action spelled as the service spells it there: SQS writes `sqs:sendmessage`. */
export const deniedMessage = (denial: Denial, action: string): string =>
  accessDenied({ ...denial, action }, denial.decision, denial.family).message;

const NO_ENTITLEMENTS: Entitlements = { identityPolicies: [], context: {} };

function principalOf(
  { account, arn, id, service }: Caller,
  { roleArn, userArn }: Pick<Entitlements, "roleArn" | "userArn">,
): Principal {
  if (service !== undefined) return { type: "Service", name: service.name };
  return arn === "anonymous" ? { type: "Anonymous" } : { type: "AWS", account, arn, id, roleArn, userArn };
}

/** Nearly every request: the answer is known without an evaluation. */
function isOwnRoot(caller: Caller, owner: string): boolean {
  // `*` names no account, and AWS's own policies are everybody's.
  return ["", "aws", caller.account].includes(owner) && isRootOf(caller.account, caller);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf(call: Call): Context {
  const { caller, clock, head, place, sourceIp } = call;
  const now = clock.now();
  return {
    "aws:CurrentTime": new Date(now).toISOString(),
    "aws:EpochTime": String(Math.floor(now / 1000)),
    "aws:RequestedRegion": place.region,
    "aws:SecureTransport": String(call.endpoint.startsWith("https:")),
    ...originOf(caller, sourceIp),
    ...(head.headers["user-agent"] !== undefined && { "aws:UserAgent": head.headers["user-agent"] }),
    ...(head.headers.referer !== undefined && { "aws:Referer": head.headers.referer }),
  };
}

/** Where a request comes from: an address, a service, or a service that acts for somebody. */
function originOf({ account, service, via }: Caller, sourceIp: string): Context {
  if (service !== undefined) return { "aws:ViaAWSService": "false", ...sourceOf(service, account) };
  if (via === undefined) return { "aws:ViaAWSService": "false", "aws:SourceIp": sourceIp };
  return { "aws:ViaAWSService": "true", "aws:CalledVia": [via], "aws:CalledViaFirst": via, "aws:CalledViaLast": via };
}

/** A service's call has no address that a policy could mean, but a source. */
const sourceOf = ({ sourceArn }: ServicePrincipal, account: string): Context => ({
  "aws:SourceAccount": account,
  ...(sourceArn !== undefined && { "aws:SourceArn": sourceArn }),
});
