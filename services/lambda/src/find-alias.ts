import type { FunctionAddress } from "./domain/functions/function-arn.ts";
import type { LambdaStore } from "./store/store.ts";

/** Which alias of which function. */
export type AliasAddress = FunctionAddress & { readonly alias: string };

/** The version that an alias points to first, as it is now; `undefined`: there is no such alias. */
export async function versionOfAlias(_address: AliasAddress, _store: LambdaStore): Promise<string | undefined> {
  return undefined;
}

/**
 * The version that an alias sends this very invocation to, as it is or was less than a second ago: by chance and weight one
 * of its two, where it has two.
 */
export async function routedVersion(_address: AliasAddress, _store: LambdaStore): Promise<string | undefined> {
  return undefined;
}
