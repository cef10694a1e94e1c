import type { AliasRoutingConfiguration } from "@aws-sdk/client-lambda";
import { invalidParameterValue } from "../errors.ts";
import { LATEST } from "../functions/function-arn.ts";
import type { AdditionalVersion } from "./alias.ts";

/**
 * Reads the second version of an alias to `version`; `undefined`: it has none. Whether there is such a version is the
 * caller's to see.
 * @throws AwsError InvalidParameterValueException
 */
export function readRouting(
  version: string,
  routing: AliasRoutingConfiguration | undefined,
): AdditionalVersion | undefined {
  const weights = Object.entries(routing?.AdditionalVersionWeights ?? {});
  if (weights.length > 1) throw tooManyVersions();
  const [only] = weights;
  if (only === undefined) return undefined;
  const [additional, weight] = only;
  checkAdditional(version, additional);
  return { version: additional, weight };
}

/** Also what an alias keeps may not go with the version that it gets. */
export function checkAdditional(version: string, additional: string): void {
  if (additional === version) throw sameVersion(version);
  if (version === LATEST) throw latestWithAnother();
}

const tooManyVersions = (): Error =>
  invalidParameterValue("Number of items in AdditionalVersionWeights cannot be greater than 1");

const sameVersion = (version: string): Error =>
  invalidParameterValue(
    `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
  );

const latestWithAnother = (): Error =>
  invalidParameterValue("$LATEST is not supported for an alias pointing to more than 1 version");
