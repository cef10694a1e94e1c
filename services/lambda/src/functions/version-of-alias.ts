import { randomFraction } from "@skylab/aws";
import type { AliasAddress } from "../domain/aliases/alias.ts";
import { chooseVersion } from "../domain/aliases/choose-version.ts";
import type { LambdaStore } from "../store/store.ts";

/** The version that an alias points to first, as it is now; `undefined`: there is no such alias. */
export async function versionOfAlias(address: AliasAddress, store: LambdaStore): Promise<string | undefined> {
  return (await store.aliases.read(address))?.version;
}

/**
 * The version that an alias sends this very invocation to, as it is or was less than a second ago: by chance and weight one
 * of its two, where it has two.
 */
export async function routedVersion(address: AliasAddress, store: LambdaStore): Promise<string | undefined> {
  const alias = await store.aliases.find(address);
  return alias && chooseVersion(alias, randomFraction(store.ids));
}
