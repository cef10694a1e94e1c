import { jsonTable } from "@skylab/records";
import type { StoredRoutingRule } from "../domain/v2/routing-rule.ts";
import { ROUTING_RULES_SPACE } from "./spaces.ts";

/** By the key of the domain name, `rulesKey`, in front of the rule's id. */
export const routingRuleRows = jsonTable<StoredRoutingRule>(ROUTING_RULES_SPACE);

/** By what the rules of a domain name are kept: private ones have an id. */
export const rulesKey = (domainName: string, domainNameId = ""): string =>
  domainNameId === "" ? domainName.toLowerCase() : `${domainName.toLowerCase()}+${domainNameId}`;
