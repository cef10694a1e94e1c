import { routingRuleRows, rulesKey } from "../../store/routing-rules.ts";
import type { Operation } from "../operation.ts";
import { requireRoutingRule } from "../routing-rules.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules-routingruleid.html */
export const DeleteRoutingRule: Operation<"DeleteRoutingRule"> = async (input, { place }, store): Promise<object> => {
  await store.change(place, async (rows) => {
    await requireRoutingRule(rows, input);
    rows.remove(routingRuleRows, rulesKey(input.DomainName, input.DomainNameId), input.RoutingRuleId);
  });
  return {};
};
