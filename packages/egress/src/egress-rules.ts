import { denyEngine } from "./deny-rules.ts";
import type { EgressRules } from "./guard.ts";

/** Where this process is reached, and where all engines are, whether it uses them or not. */
export type Whereabouts = { readonly port: () => number; readonly engines: readonly string[] };

/** What a setting denies, and beside it, whatever that says, this process itself and the engines. */
export const egressRules = (
  { denied, setting }: Pick<EgressRules, "denied" | "setting">,
  { engines, port }: Whereabouts,
): EgressRules => ({ denied: [...denied, ...engines.map(denyEngine)], ownPorts: () => [port()], setting });
