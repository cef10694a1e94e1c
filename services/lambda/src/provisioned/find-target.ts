import type { Call } from "@skylab/service";
import { cannotFindAlias } from "../domain/aliases/errors.ts";
import { functionNotFound } from "../domain/errors.ts";
import { type FunctionAddress, functionArn, isVersion, LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import type { LambdaStore } from "../store/store.ts";

/** What provisioned concurrency is of. */
export type ProvisionedTarget = {
  readonly of: FunctionAddress;
  /** As it was asked for. */
  readonly qualifier: string;
  /** What is kept warm: the version, or that of the alias; may be `$LATEST`, which cannot be. */
  readonly version: StoredVersion;
};

type Input = { readonly FunctionName: string; readonly Qualifier: string };

/**
 * The published version, or the alias, that a request names; `latest` is thrown where it names neither.
 * @throws AwsError ResourceNotFoundException
 */
export async function findProvisionedTarget(
  input: Input,
  call: Call,
  { latest, store }: { readonly latest: () => Error; readonly store: LambdaStore },
): Promise<ProvisionedTarget> {
  const naming = { name: input.FunctionName, qualifier: input.Qualifier };
  const { qualifier = LATEST, ...of } = readFunctionName(naming, call.place);
  if (qualifier === LATEST) throw latest();
  const number = isVersion(qualifier) ? qualifier : (await store.aliases.read({ ...of, alias: qualifier }))?.version;
  if (number === undefined) throw cannotFindAlias(functionArn(of, qualifier));
  const version = await store.functions.readVersion({ ...of, version: number });
  if (version === undefined) throw functionNotFound(functionArn(of, qualifier));
  return { of, qualifier, version };
}
