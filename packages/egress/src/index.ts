export { type DenyRule, readDenyRules } from "./deny-rules.ts";
export { egressRules, type Whereabouts } from "./egress-rules.ts";
export { type Get, openGet } from "./get.ts";
export { DeniedError, type EgressRules, type Guard, openGuard, portOf } from "./guard.ts";
