import type { AwsError } from "@skylab/aws";
import { invalidArgument, invalidRequest } from "../errors.ts";

// Words that AWS was seen to answer.

export const noRules = (): AwsError => invalidRequest("At least one lifecycle rule must be specified.");

export const tooManyRules = (most: number): AwsError =>
  invalidRequest(`The number of lifecycle rules must not exceed the allowed limit of ${most} rules.`);

export const idTooLong = (id: string, most: number): AwsError =>
  invalidArgument(`ID length should not exceed allowed limit of ${most}`, "ID", id);

export const sameId = (id: string): AwsError =>
  invalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID", id);

export const noAction = (): AwsError => invalidRequest("At least one action needs to be specified in a rule");

export const filterInV1 = (): AwsError => invalidRequest("Filter element can only be used in Lifecycle V2.");

export const prefixInV2 = (): AwsError =>
  invalidRequest("Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.");

export const newerVersionsInV1 = (): AwsError =>
  invalidRequest("NewerNoncurrentVersions element can only be used in Lifecycle V2.");

export const overlappingPrefixes = (one: string, other: string, action: string): AwsError =>
  invalidRequest(`Found overlapping prefixes '${one}' and '${other}' for same action type '${action}'`);

export const notPositive = (name: string, action: string, value: number): AwsError =>
  invalidArgument(`'${name}' for ${action} action must be a positive integer`, name, String(value));

export const negative = (name: string, action: string, value: number): AwsError =>
  invalidArgument(`'${name}' in ${action} action must be nonnegative`, name, String(value));

export const notMidnight = (date: Date): AwsError =>
  invalidArgument("'Date' must be at midnight GMT", "Date", date.toISOString());

export type Moment = { readonly name: string; readonly action: string };

export const tooSoon = ({ name, action }: Moment, least: number, storageClass: string): AwsError =>
  invalidArgument(
    `'${name}' in ${action} action must be greater than or equal to ${least} for storageClass '${storageClass}'`,
    name,
    undefined,
  );

export const sameStorageClass = (action: string): AwsError =>
  invalidRequest(`'StorageClass' must be different for '${action}' actions in same 'Rule'`);

export const mixedDates = (): AwsError =>
  invalidRequest("Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule");

export const expiresBeforeTransition = (name: "Days" | "Date", filter: string): AwsError =>
  invalidArgument(
    `'${name}' in the Expiration action for filter '${filter}' must be ${name === "Days" ? "greater" : "later"} than '${name}' in the Transition action`,
    name,
    undefined,
  );

type Steps = Moment & { readonly from: string; readonly to: string; readonly filter: string };

export const transitionsTooClose = ({ name, action, from, to, filter }: Steps, apart: number): AwsError =>
  invalidArgument(
    `'${name}' in the '${action}' action for StorageClass '${to}' for filter '${filter}' must be ${apart} days more than 'filter '${filter}'' in the '${action}' action for StorageClass '${from}'`,
    name,
    undefined,
  );

export const duplicateTagKeys = (): AwsError => invalidRequest("Duplicate Tag Keys are not allowed.");

export const sizeOutOfRange = (name: string, least: number, most: number): AwsError =>
  invalidRequest(`'${name}' should be between ${least} and ${most}.`);

export const sizesOutOfOrder = (): AwsError =>
  invalidRequest("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.");

/** What looks at no object cannot be chosen by what objects have. */
export const notWith = (element: string, predicate: "Tags" | "Object Size"): AwsError =>
  invalidRequest(`${element} cannot be specified with ${predicate}.`);

export const invalidMinimumSize = (value: string): AwsError =>
  invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${value}`);
