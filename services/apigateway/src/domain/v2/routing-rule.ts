import type { RoutingRule } from "@aws-sdk/client-apigatewayv2";
import { badRequest, conflict } from "../errors.ts";

/** A rule by which a domain name chooses an API, as it is kept. */
export type StoredRoutingRule = RoutingRule & { readonly RoutingRuleId: string; readonly Priority: number };

/** What a rule says. */
export type RuleMembers = Required<Pick<RoutingRule, "Actions" | "Conditions">> & { readonly Priority: number };

/** How far rules can be apart. https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html */
const MAX_ACTIONS = 1;

/** A rule beside the others of its domain name, of which none has its priority. @throws AwsError */
export function newRoutingRule(
  { Actions = [], Conditions = [], Priority }: RuleMembers,
  named: { readonly RoutingRuleArn: string; readonly RoutingRuleId: string },
  others: readonly StoredRoutingRule[],
): StoredRoutingRule {
  // In words that nobody recorded from AWS, as the next.
  if (Actions.length !== MAX_ACTIONS) throw badRequest("A routing rule must have exactly one action");
  if (others.some((one) => one.Priority === Priority && one.RoutingRuleId !== named.RoutingRuleId)) {
    throw conflict(`A routing rule with priority ${Priority} already exists for this domain name`);
  }
  return {
    Actions: Actions.map(({ InvokeApi }) => ({ InvokeApi: InvokeApi && { StripBasePath: false, ...InvokeApi } })),
    Conditions,
    Priority,
    ...named,
  };
}
