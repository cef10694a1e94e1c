import type { Place } from "@skylab/aws";
import { functionNotFound } from "./domain/errors.ts";
import { functionArn, isVersion, LATEST } from "./domain/functions/function-arn.ts";
import { type FunctionNaming, type NamedFunction, readFunctionName } from "./domain/functions/function-name.ts";
import type { StoredVersion } from "./domain/functions/version.ts";
import { routedVersion, versionOfAlias } from "./functions/version-of-alias.ts";
import type { LambdaStore } from "./store/store.ts";

/** What a name, an ARN or part of one, with a qualifier or without, names. */
export type FoundFunction = {
  /** Of the function, which may be another account's than the caller's. */
  readonly place: Place;
  readonly name: string;
  /** Without version or alias. */
  readonly arn: string;
  /** Version or alias, as it was asked for: in the name, or beside it. */
  readonly qualifier: string | undefined;
  /** With the qualifier, where one was asked for. */
  readonly qualifiedArn: string;
  /** What runs: the version, that of the alias, or one of an alias's two. */
  readonly version: StoredVersion;
};

/**
 * The function that a request of `here` names, as it is or was less than a second ago, to be run: an alias of two versions
 * is one of them, by chance and weight.
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException
 */
export async function findFunction(naming: FunctionNaming, here: Place, store: LambdaStore): Promise<FoundFunction> {
  const named = readFunctionName(naming, here);
  const version = await versionFor(named, (alias) => routedVersion({ ...named, alias }, store));
  return found(named, version === undefined ? version : await store.functions.findVersion({ ...named, version }));
}

/**
 * The function that a request of `here` names, as it is now, to be shown or changed: an alias of two versions is the first.
 * @throws AwsError ResourceNotFoundException, InvalidParameterValueException
 */
export async function readFunction(naming: FunctionNaming, here: Place, store: LambdaStore): Promise<FoundFunction> {
  const named = readFunctionName(naming, here);
  const version = await versionFor(named, (alias) => versionOfAlias({ ...named, alias }, store));
  return found(named, version === undefined ? version : await store.functions.readVersion({ ...named, version }));
}

async function versionFor(
  { qualifier = LATEST }: NamedFunction,
  ofAlias: (alias: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  return isVersion(qualifier) ? qualifier : ofAlias(qualifier);
}

function found(named: NamedFunction, version: StoredVersion | undefined): FoundFunction {
  const qualifiedArn = functionArn(named, named.qualifier);
  if (version === undefined) throw functionNotFound(qualifiedArn);
  return { ...named, arn: functionArn(named), qualifiedArn, version };
}
