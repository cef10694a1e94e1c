import type { PutRoutingRuleResponse } from "@aws-sdk/client-apigatewayv2";
import type { Operation } from "../operation.ts";
import { putRoutingRule } from "../routing-rules.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules-routingruleid.html */
export const PutRoutingRule: Operation<"PutRoutingRule"> = (asked, { place }, store): Promise<PutRoutingRuleResponse> =>
  store.change(place, (rows) => putRoutingRule(rows, place, { asked, id: asked.RoutingRuleId, replaces: true }));
