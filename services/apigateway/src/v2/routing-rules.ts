import type { Place } from "@skylab/aws";
import type { Transaction } from "@skylab/records";
import type { StoredRoutingRule } from "../domain/domain-names/stored-domain-name.ts";
import { newRoutingRule, routingRuleOf, type RuleMembers, withRoutingRule } from "../domain/v2/routing-rule.ts";
import { checkRouted } from "../store/check-routed.ts";
import { domainNameOf, domainNameRows } from "../store/domain-names.ts";

/** Of which domain name rules are; private ones have an id. */
type OfDomain = { readonly DomainName: string; readonly DomainNameId?: string | undefined };

/** Writes a rule of a domain name: a new one, or, where `replaces` names one that it has, another in its place. */
export async function putRoutingRule(
  rows: Transaction,
  place: Place,
  {
    asked,
    id,
    replaces = false,
  }: { readonly asked: OfDomain & RuleMembers; readonly id: string; readonly replaces?: boolean },
): Promise<StoredRoutingRule> {
  const domain = await domainNameOf(rows, asked.DomainName, asked.DomainNameId);
  if (replaces) routingRuleOf(domain, id);
  const named = { RoutingRuleArn: `${domain.domainNameArn}/routingrules/${id}`, RoutingRuleId: id };
  const rule = newRoutingRule(asked, named);
  await checkRouted(rows, place, rule);
  rows.put(domainNameRows, withRoutingRule(domain, rule), domain.domainName, domain.domainNameId ?? "");
  return rule;
}
