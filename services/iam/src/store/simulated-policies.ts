import { parsePolicy } from "@skylab/auth";
import { isAccountId, parseArn } from "@skylab/aws";
import { defaultDocument, type Group, type Role, type User } from "@skylab/identity";
import type { Reader } from "@skylab/records";
import { invalidInput, noSuchEntity } from "../domain/errors.ts";
import { type Subject, readSubject } from "../domain/granted-services.ts";
import { isExcluded, type PolicyIdentifier } from "../domain/policy-exclusions.ts";
import type { OwnPolicies, SimulatedPolicy } from "../domain/simulation-input.ts";
import { type HeldPolicy, heldPolicies } from "./held-policies.ts";
import { HOLDERS } from "./holders.ts";
import { findPolicy } from "./policies.ts";

type Source = { readonly account: string; readonly arn: string; readonly without?: readonly PolicyIdentifier[] };

/**
 * The policies that count for a user, a group or a role, less those that are left out, and its boundary.
 * @throws AwsError `NoSuchEntity`, `InvalidInput`
 */
export async function simulatedPolicies(rows: Reader, { account, arn, without = [] }: Source): Promise<OwnPolicies> {
  const subject = readSource(account, arn);
  const holder = await HOLDERS[subject.kind].find(rows, subject.name);
  if (holder === undefined) throw noSuchEntity("Unable to retrieve specified IAM entity.");
  const held = await heldPolicies(rows, account, subject);
  return {
    identity: eachOnce(held)
      .filter((policy) => !isExcluded(policy, account, without))
      .map(describe),
    boundary: without.some(({ PolicyType: type }) => type === "permission-boundary")
      ? undefined
      : await readBoundary(rows, account, boundaryOf(holder)),
  };
}

const boundaryOf = (holder: User | Group | Role): string | undefined =>
  "permissionsBoundary" in holder ? holder.permissionsBoundary : undefined;

type SourceSubject = Subject & { readonly kind: "user" | "group" | "role" };

/** AWS looks for the name alone: the path may be wrong. */
function readSource(account: string, arn: string): SourceSubject {
  const owner = parseArn(arn)?.account;
  const subject = readSubject(arn);
  if (subject === undefined || !isHolder(subject)) throw invalidInput(`Invalid ARN provided in the request: ${arn}`);
  if (owner !== account && owner !== undefined && isAccountId(owner)) {
    throw invalidInput(
      `Invalid Policy Source Arn: caller's account ${account} does not have access to policies in account ${owner}.`,
    );
  }
  return subject;
}

const isHolder = (subject: Subject): subject is SourceSubject => subject.kind !== "policy";

/** A managed policy that several groups hold counts once. */
const eachOnce = (held: readonly HeldPolicy[]): readonly HeldPolicy[] =>
  held.filter(
    ({ source }, index) =>
      !("arn" in source) ||
      index === held.findIndex((other) => "arn" in other.source && other.source.arn === source.arn),
  );

/** Answers tell of a managed policy by its name, of an inline one by its owner's, too: `user_ada_MayRead`. */
const describe = ({ document, name, source }: HeldPolicy): SimulatedPolicy => ({
  id: "arn" in source ? name : `${source.kind}_${source.holder}_${name}`,
  json: document,
  policy: parsePolicy(document),
});

async function readBoundary(
  rows: Reader,
  account: string,
  arn: string | undefined,
): Promise<SimulatedPolicy | undefined> {
  const found = arn === undefined ? undefined : await findPolicy(rows, { account, arn });
  const json = found && defaultDocument(found);
  if (found === undefined || json === undefined) return undefined;
  return { id: found.name, json, policy: parsePolicy(json) };
}
