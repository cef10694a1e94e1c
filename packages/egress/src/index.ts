export { type DenyRule, readDenyRules } from "./deny-rules.ts";
export { egressRules, type Whereabouts } from "./egress-rules.ts";
export { DeniedError, type EgressRules, type Guard, openGuard, portOf } from "./guard.ts";
