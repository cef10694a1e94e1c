import { isVersion, LATEST } from "../domain/functions/function-arn.ts";
import type { NamedFunction } from "../domain/functions/function-name.ts";
import type { LambdaStore } from "../store/store.ts";

/**
 * The policy (JSON) of a function, or of the version or alias that is named; `undefined`: there is none. Each has its own:
 * what a function allows, its versions do not.
 */
export async function policyOf(named: NamedFunction, store: LambdaStore): Promise<string | undefined> {
  const { qualifier = LATEST } = named;
  const of = isVersion(qualifier)
    ? await store.functions.findVersion({ ...named, version: qualifier })
    : await store.aliases.find({ ...named, alias: qualifier });
  return of?.policy;
}
