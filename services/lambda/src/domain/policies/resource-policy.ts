import type { AwsError, Place } from "@skylab/aws";
import { invalidParameterValue, resourceDoesNotExist } from "../errors.ts";
import { functionArn } from "../functions/function-arn.ts";
import { type NamedFunction, readFunctionName } from "../functions/function-name.ts";
import { checkPolicyQualifier } from "./check-qualifier.ts";
import { checkPolicySize } from "./policy.ts";

/**
 * Reads what PutResourcePolicy and its like are on, by its ARN. Runtimes have no policy here.
 * @throws AwsError ResourceNotFoundException
 */
export function readPolicyResource(arn: string, here: Place): NamedFunction {
  if (!arn.includes(":function:")) throw resourceDoesNotExist();
  const named = readFunctionName({ name: arn }, here);
  checkPolicyQualifier(named);
  return named;
}

/**
 * Checks a policy that is put as a whole, beyond IAM's grammar: it speaks of Lambda's actions and of its own resource.
 * @throws AwsError InvalidParameterValueException, in words that nobody recorded from AWS; PolicyLengthExceededException
 */
export function checkResourcePolicy(policy: string, named: NamedFunction): void {
  checkPolicySize(policy);
  const arn = functionArn(named, named.qualifier);
  const { Statement: statements } = JSON.parse(policy) as { Statement: unknown }; // as: IAM's grammar was checked before.
  for (const statement of textsOf(statements)) {
    const { Action: actions, Resource: resources } = statement as Record<string, unknown>; // as: likewise
    if (!textsOf(actions).every((action) => /^(?:\*|lambda:.+)$/i.test(String(action)))) throw wrongAction();
    if (!textsOf(resources).every((resource) => resource === arn)) throw wrongResource(arn);
  }
}

/** IAM's grammar has lists of one as their element; what is missing is no element. */
const textsOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value]; // as: an array is one of unknowns

const wrongAction = (): AwsError => invalidParameterValue("The policy has an action of another service than Lambda.");

const wrongResource = (arn: string): AwsError =>
  invalidParameterValue(`The policy has a resource that is not the one it is put to: ${arn}.`);
