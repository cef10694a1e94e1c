import type { PolicyDetail } from "@aws-sdk/client-iam";
import type { Holder } from "@skylab/identity";
import { limitExceeded, noSuchEntity } from "./errors.ts";
import { encodePolicyDocument, policySize } from "./policy-document.ts";
import { INLINE_POLICIES_SIZE } from "./quotas.ts";

type Kind = keyof typeof INLINE_POLICIES_SIZE;

/** The names of the inline policies. */
export const inlinePolicyNames = ({ inlinePolicies }: Holder): readonly string[] => Object.keys(inlinePolicies);

/**
 * The document of an inline policy.
 * @throws AwsError `NoSuchEntity`
 */
export function requireInlinePolicy(kind: Kind, { inlinePolicies }: Holder, name: string): string {
  const document = Object.hasOwn(inlinePolicies, name) ? inlinePolicies[name] : undefined;
  if (document === undefined) throw noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`);
  return document;
}

/**
 * The user, group or role with one inline policy more, or another in its place.
 * @throws AwsError `LimitExceeded`
 */
export function putInlinePolicy<Row extends Holder>(
  kind: Kind,
  holder: Row,
  { name, document }: { readonly name: string; readonly document: string },
): Row {
  const inlinePolicies = { ...holder.inlinePolicies, [name]: document };
  const size = Object.values(inlinePolicies).reduce((sum, one) => sum + policySize(one), 0);
  const most = INLINE_POLICIES_SIZE[kind];
  if (size > most)
    throw limitExceeded(`Maximum policy size of ${String(most)} bytes exceeded for ${kind} ${holder.name}`);
  return { ...holder, inlinePolicies };
}

/**
 * The user, group or role without that inline policy.
 * @throws AwsError `NoSuchEntity`
 */
export function removeInlinePolicy<Row extends Holder>(kind: Kind, holder: Row, name: string): Row {
  requireInlinePolicy(kind, holder, name);
  const left = Object.entries(holder.inlinePolicies).filter(([other]) => other !== name);
  return { ...holder, inlinePolicies: Object.fromEntries(left) };
}

/** Inline policies as GetAccountAuthorizationDetails has them. */
export const describeInlinePolicies = (holder: Holder): PolicyDetail[] =>
  Object.entries(holder.inlinePolicies).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encodePolicyDocument(document),
  }));
