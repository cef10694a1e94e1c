export { denyEngine, type DenyRule, readDenyRules } from "./deny-rules.ts";
export { DeniedError, type EgressRules, type Guard, openGuard, portOf } from "./guard.ts";
