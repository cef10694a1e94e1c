import type { NamedFunction } from "../domain/functions/function-name.ts";
import type { LambdaStore } from "../store/store.ts";

/** The policy (JSON) of a function, or of the version or alias that is named; `undefined`: there is none. */
export async function policyOf(_named: NamedFunction, _store: LambdaStore): Promise<string | undefined> {
  return undefined;
}
