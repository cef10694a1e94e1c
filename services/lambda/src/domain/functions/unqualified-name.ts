import type { Place } from "@skylab/aws";
import { invalidParameterValue } from "../errors.ts";
import type { FunctionAddress } from "./function-arn.ts";
import { readFunctionName } from "./function-name.ts";

/**
 * Reads a function of which no version or alias may be named.
 * @throws AwsError InvalidParameterValueException, ResourceNotFoundException for other regions
 */
export function readUnqualifiedName(name: string, here: Place): FunctionAddress {
  const { qualifier, ...of } = readFunctionName({ name }, here);
  if (qualifier !== undefined) throw functionsOnly();
  return of;
}

const functionsOnly = (): Error =>
  invalidParameterValue(
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
  );
