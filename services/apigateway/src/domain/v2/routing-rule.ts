import type { RoutingRule } from "@aws-sdk/client-apigatewayv2";
import type { StoredDomainName, StoredRoutingRule } from "../domain-names/stored-domain-name.ts";
import { conflict } from "../errors.ts";
import { checkRoutingRule } from "./check-routing-rule.ts";
import { limitReached, noSuchPart } from "./errors.ts";

/** What a rule says. */
export type RuleMembers = Required<Pick<RoutingRule, "Actions" | "Conditions">> & { readonly Priority: number };

/** Of a domain name. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_RULES = 50;

/** A rule as it is kept. @throws AwsError */
export function newRoutingRule(
  { Actions = [], Conditions = [], Priority }: RuleMembers,
  named: { readonly RoutingRuleArn: string; readonly RoutingRuleId: string },
): StoredRoutingRule {
  checkRoutingRule({ Actions, Conditions });
  return {
    Actions: Actions.map(({ InvokeApi }) => ({ InvokeApi: InvokeApi && { StripBasePath: false, ...InvokeApi } })),
    Conditions,
    Priority,
    ...named,
  };
}

/** A domain name with a rule, which is new or in the place of one that it has. @throws AwsError */
export function withRoutingRule(domain: StoredDomainName, rule: StoredRoutingRule): StoredDomainName {
  const others = withoutRoutingRule(domain, rule.RoutingRuleId).routingRules ?? [];
  // In words that nobody recorded from AWS.
  if (others.some(({ Priority }) => Priority === rule.Priority)) {
    throw conflict(`A routing rule with priority ${rule.Priority} already exists for this domain name`);
  }
  if (others.length >= MAX_RULES) throw limitReached("RoutingRules");
  return { ...domain, routingRules: [...others, rule] };
}

export const withoutRoutingRule = (domain: StoredDomainName, id: string): StoredDomainName => ({
  ...domain,
  routingRules: (domain.routingRules ?? []).filter(({ RoutingRuleId }) => RoutingRuleId !== id),
});

/** A rule of a domain name, or AWS's refusal. */
export function routingRuleOf({ routingRules = [] }: StoredDomainName, id: string): StoredRoutingRule {
  const found = routingRules.find(({ RoutingRuleId }) => RoutingRuleId === id);
  if (found === undefined) throw noSuchPart("RoutingRule", id);
  return found;
}
