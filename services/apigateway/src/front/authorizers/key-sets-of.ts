import type { DataPlane } from "../data-plane.ts";
import { keptBeside } from "../kept-beside.ts";
import { type KeySets, openKeySets } from "./tokens/key-sets.ts";

/** The key sets of a process, opened when somebody first asks for one. */
export const keySetsOf = keptBeside(({ clock, integrations, issuerKeys, issuersWithinMs }: DataPlane): KeySets =>
  openKeySets({ http: integrations.http, clock, urls: issuerKeys, withinMs: issuersWithinMs }),
);
