import type { PutRoutingRuleResponse } from "@aws-sdk/client-apigatewayv2";
import type { Operation } from "../operation.ts";
import { putRoutingRule, requireRoutingRule } from "../routing-rules.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules-routingruleid.html */
export const PutRoutingRule: Operation<"PutRoutingRule"> = (input, { place }, store): Promise<PutRoutingRuleResponse> =>
  store.change(place, async (rows) => {
    await requireRoutingRule(rows, input);
    return putRoutingRule(rows, input, input.RoutingRuleId);
  });
