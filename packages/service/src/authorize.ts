import {
  accessDenied,
  type AuthFamily,
  type Context,
  evaluate,
  type Policy,
  parsePolicy,
  type Principal,
} from "@skylab/auth";
import { parseArn } from "@skylab/aws";
import type { Values } from "@skylab/protocol";
import type { CallerPolicies, Frame } from "./frame.ts";
import type { PreparedAccess } from "./prepare.ts";
import type { Call, Caller, Denial, ServicePrincipal } from "./service.ts";

/** What is asked for. */
export type AccessQuestion = { readonly input: Values; readonly call: Call; readonly family: AuthFamily };

/**
 * Why the caller may not do this to that resource, or `undefined` where it may. An account's root may do everything in
 * it that the resource's own policy does not deny; who comes from another account needs that policy to allow it.
 */
export async function authorize(
  frame: Frame,
  access: PreparedAccess,
  { input, call, family }: AccessQuestion,
): Promise<Denial | undefined> {
  const resource = access.resource(input, call);
  const document = access.policy === undefined ? undefined : await access.policy(input, call);
  if (document === undefined && isOwnRoot(call.caller, resource)) return undefined;

  const principal = principalOf(call.caller);
  const { action } = access;
  const asked = principal.type === "AWS" ? await frame.auth.policiesOf?.(call.caller) : undefined;
  const policies = asked ?? NO_POLICIES;
  const resourcePolicy = document === undefined ? undefined : compiledPolicy(document);
  const decision = evaluate({ principal, action, resource, context: contextOf(call), resourcePolicy, ...policies });
  return decision.decision === "allow" ? undefined : { principal, action, resource, decision, family };
}

/** AWS's message for a refusal, the action spelled as the service spells it there: SQS writes `sqs:sendmessage`. */
export const deniedMessage = (denial: Denial, action: string): string =>
  accessDenied({ ...denial, action }, denial.decision, denial.family).message;

const NO_POLICIES: CallerPolicies = { identityPolicies: [] };

const principalOf = (caller: Caller): Principal =>
  caller.service === undefined ? { type: "AWS", ...caller } : { type: "Service", name: caller.service.name };

/** Nearly every request: the answer is known without an evaluation. */
function isOwnRoot({ account, arn }: Caller, resource: string): boolean {
  // Neither `*` nor S3's ARNs name an account.
  const owner = parseArn(resource)?.account;
  return (owner === undefined || owner === "" || owner === account) && arn === `arn:aws:iam::${account}:root`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf(call: Call): Context {
  const { caller, clock, head, place, sourceIp } = call;
  const now = clock.now();
  return {
    "aws:CurrentTime": new Date(now).toISOString(),
    "aws:EpochTime": String(Math.floor(now / 1000)),
    "aws:RequestedRegion": place.region,
    "aws:SecureTransport": "false",
    ...(caller.service === undefined ? { "aws:SourceIp": sourceIp } : sourceOf(caller.service, caller.account)),
    ...(head.headers["user-agent"] !== undefined && { "aws:UserAgent": head.headers["user-agent"] }),
    ...(head.headers.referer !== undefined && { "aws:Referer": head.headers.referer }),
  };
}

/** A service's call has no address that a policy could mean, but a source. */
const sourceOf = ({ sourceArn }: ServicePrincipal, account: string): Context => ({
  "aws:SourceAccount": account,
  ...(sourceArn !== undefined && { "aws:SourceArn": sourceArn }),
});

/** Policies in use at a time, some kilobytes each; an unused one is compiled again when it is needed. */
const MAX_COMPILED = 1000;
const compiled = new Map<string, Policy>();

function compiledPolicy(document: string): Policy {
  const known = compiled.get(document);
  if (known !== undefined) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  const policy = parsePolicy(document);
  compiled.set(document, policy);
  return policy;
}
