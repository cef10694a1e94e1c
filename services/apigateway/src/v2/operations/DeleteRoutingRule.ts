import { routingRuleOf, withoutRoutingRule } from "../../domain/v2/routing-rule.ts";
import { domainNameOf, domainNameRows } from "../../store/domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules-routingruleid.html */
export const DeleteRoutingRule: Operation<"DeleteRoutingRule"> = async (
  { DomainName, DomainNameId, RoutingRuleId },
  { place },
  store,
): Promise<object> => {
  await store.change(place, async (rows) => {
    const domain = await domainNameOf(rows, DomainName, DomainNameId);
    routingRuleOf(domain, RoutingRuleId);
    const { domainName, domainNameId = "" } = domain;
    rows.put(domainNameRows, withoutRoutingRule(domain, RoutingRuleId), domainName, domainNameId);
  });
  return {};
};
