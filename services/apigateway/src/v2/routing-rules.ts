import type { Reader, Transaction } from "@skylab/records";
import { noSuchPart } from "../domain/v2/errors.ts";
import { newRoutingRule, type RuleMembers, type StoredRoutingRule } from "../domain/v2/routing-rule.ts";
import { domainNameOf, domainNameRows } from "../store/domain-names.ts";
import { listAll } from "../store/list-all.ts";
import { routingRuleRows, rulesKey } from "../store/routing-rules.ts";

/** Of which domain name rules are; private ones have an id. */
type OfDomain = { readonly DomainName: string; readonly DomainNameId?: string | undefined };

/** A rule of a domain name, or AWS's refusal. */
export async function requireRoutingRule(
  rows: Reader,
  named: OfDomain & { readonly RoutingRuleId: string },
): Promise<StoredRoutingRule> {
  await domainNameOf(rows, named.DomainName, named.DomainNameId);
  const rule = await rows.get(routingRuleRows, rulesKey(named.DomainName, named.DomainNameId), named.RoutingRuleId);
  if (rule === undefined) throw noSuchPart("RoutingRule", named.RoutingRuleId);
  return rule;
}

/** Writes a rule of a domain name, which is new or in the place of one that it has. */
export async function putRoutingRule(
  rows: Transaction,
  asked: OfDomain & RuleMembers,
  RoutingRuleId: string,
): Promise<StoredRoutingRule> {
  const domain = await domainNameOf(rows, asked.DomainName, asked.DomainNameId);
  // Who changes rules at the same time, changes the same row: priorities are one rule's each.
  rows.put(domainNameRows, domain, domain.domainName, domain.domainNameId ?? "");
  const key = rulesKey(asked.DomainName, asked.DomainNameId);
  const named = { RoutingRuleArn: `${domain.domainNameArn}/routingrules/${RoutingRuleId}`, RoutingRuleId };
  const rule = newRoutingRule(asked, named, await listAll(rows, routingRuleRows, key));
  rows.put(routingRuleRows, rule, key, RoutingRuleId);
  return rule;
}
