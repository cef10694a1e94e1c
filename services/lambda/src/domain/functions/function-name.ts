import { type AwsError, isSameRegion, type Place } from "@skylab/aws";
import { brokenConstraint, invalidParameterValue, resourceNotFound } from "../errors.ts";
import type { FunctionAddress } from "./function-arn.ts";

/** A function as requests name it, and beside it, by `Qualifier`, which version or alias of it. */
export type FunctionNaming = { readonly name: string; readonly qualifier?: string | undefined };

/** What that means. */
export type NamedFunction = FunctionAddress & { readonly qualifier: string | undefined };

/** Of a name alone; ARNs may be longer. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const MAX_NAME_LENGTH = 64;

/** A name, an ARN, or the end of one; as the model has it, but for regions, which have any name here. */
const NAME =
  /^(?:arn:[a-zA-Z0-9-]*:lambda:)?(?:(?<region>[a-z][a-z0-9-]*-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_.]+)(?::(?<qualifier>\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads which function is meant: `name`, `name:alias`, `123456789012:function:name`, or an ARN with a qualifier or without.
 * @throws AwsError InvalidParameterValueException where two qualifiers differ, ResourceNotFoundException for other regions
 */
export function readFunctionName({ name: text, qualifier }: FunctionNaming, here: Place): NamedFunction {
  const {
    account = here.account,
    region = here.region,
    name = text,
    qualifier: inName,
  } = NAME.exec(text)?.groups ?? {};
  if (!isSameRegion({ region }, here)) throw functionsElsewhere(region, here);
  if (qualifier !== undefined && inName !== undefined && qualifier !== inName) throw qualifiersDiffer();
  if (name.length > MAX_NAME_LENGTH) throw nameTooLong(name);
  return { place: { account, region }, name, qualifier: qualifier ?? inName };
}

export const functionsElsewhere = (region: string, here: Place): AwsError =>
  resourceNotFound(`Functions from '${region}' are not reachable in this region ('${here.region}')`);

const qualifiersDiffer = (): Error =>
  invalidParameterValue("The derived qualifier from the function name does not match the specified qualifier.");

const nameTooLong = (value: string): Error =>
  invalidParameterValue(
    brokenConstraint({
      value,
      member: "functionName",
      constraint: `have length less than or equal to ${MAX_NAME_LENGTH}`,
    }),
  );
