import { AwsError } from "@skylab/aws";
import { resourceConflict } from "../errors.ts";
import { MAX_CONCURRENT } from "../functions/limits.ts";

/** What a function has of its account's concurrency, as it is kept. */
export type StoredConcurrency = {
  /** For all of its versions together, and for them alone. */
  readonly reserved?: number;
  /** By version or alias. */
  readonly provisioned: Readonly<Record<string, StoredProvisioned>>;
};

/** Environments of a version that are kept initialised. */
export type StoredProvisioned = {
  readonly requested: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
};

/** Nobody may reserve what all others need. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const MIN_UNRESERVED = 100;

/** What a function takes from all others: what it reserves, or else what is provisioned. */
const takenBy = (concurrency: StoredConcurrency): number => concurrency.reserved ?? provisionedOf(concurrency);

const provisionedOf = ({ provisioned }: StoredConcurrency): number =>
  Object.values(provisioned).reduce((sum, { requested }) => sum + requested, 0);

/** What an account has left for functions that reserve nothing. */
export const unreservedBeside = (functions: Iterable<StoredConcurrency>): number => {
  let left = MAX_CONCURRENT;
  for (const concurrency of functions) left -= takenBy(concurrency);
  return left;
};

/**
 * A function that reserves so much; `left` is what there is without it.
 * @throws AwsError InvalidParameterValueException
 */
export function reserve(current: StoredConcurrency, reserved: number, left: number): StoredConcurrency {
  if (left - reserved < MIN_UNRESERVED) throw tooLittleLeft("ReservedConcurrentExecutions");
  const provisioned = provisionedOf(current);
  if (provisioned > reserved) throw lessThanProvisioned(reserved, provisioned);
  return { ...current, reserved };
}

/** A function that reserves nothing, or `undefined` where it has nothing else either. */
export function unreserve({ provisioned }: StoredConcurrency): StoredConcurrency | undefined {
  return Object.keys(provisioned).length === 0 ? undefined : { provisioned };
}

/** What is to be provisioned for a version or alias. */
export type Provision = StoredProvisioned & { readonly qualifier: string };

/**
 * A function of which so many environments of a version or alias are kept; `left` is what there is without it.
 * @throws AwsError InvalidParameterValueException
 */
export function provision(current: StoredConcurrency, asked: Provision, left: number): StoredConcurrency {
  const { qualifier, ...kept } = asked;
  const changed = { ...current, provisioned: { ...current.provisioned, [qualifier]: kept } };
  const total = provisionedOf(changed);
  if (current.reserved !== undefined) {
    if (total > current.reserved) throw moreThanReserved();
    return changed;
  }
  if (total > left) throw moreThanLeft(left);
  if (left - total < MIN_UNRESERVED) throw tooLittleLeft("ConcurrentExecutions");
  return changed;
}

/** A function without what was provisioned for a version or alias, or `undefined` where it has nothing else. */
export function unprovision(current: StoredConcurrency, qualifier: string): StoredConcurrency | undefined {
  const { [qualifier]: gone, ...provisioned } = current.provisioned;
  if (gone === undefined) return current;
  return current.reserved === undefined && Object.keys(provisioned).length === 0
    ? undefined
    : { ...current, provisioned };
}

// AWS tells nobody's fault here, and has these spaces.
const refuse = (message: string): AwsError => new AwsError("InvalidParameterValueException", message);

const tooLittleLeft = (what: string): AwsError =>
  refuse(
    `Specified ${what} for function decreases account's UnreservedConcurrentExecution below its minimum value of [${MIN_UNRESERVED}].`,
  );

const lessThanProvisioned = (reserved: number, provisioned: number): AwsError =>
  refuse(
    ` ReservedConcurrentExecutions  ${reserved} should not be lower than function's total provisioned concurrency [${provisioned}].`,
  );

const moreThanReserved = (): AwsError =>
  new AwsError(
    "InvalidParameterValueException",
    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
    { members: { Type: "User" } },
  );

const moreThanLeft = (left: number): AwsError =>
  refuse(`Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${left}].`);

export const versionIsProvisioned = (): AwsError =>
  resourceConflict("Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");

export const aliasIsProvisioned = (): AwsError =>
  resourceConflict("Version is pointed by a Provisioned Concurrency alias");
