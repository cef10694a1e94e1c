import type { ApigatewayStore } from "../../store/store.ts";
import { type KeySets, openKeySets } from "./tokens/key-sets.ts";

/** As long as the store. */
const KEY_SETS = new WeakMap<ApigatewayStore, KeySets>();

/** The key sets of a process, opened when somebody first asks for one. */
export function keySetsOf(store: ApigatewayStore): KeySets {
  let keySets = KEY_SETS.get(store);
  if (keySets === undefined) {
    keySets = openKeySets({ http: store.integrations.http, clock: store.clock, urls: store.issuerKeys });
    KEY_SETS.set(store, keySets);
  }
  return keySets;
}
