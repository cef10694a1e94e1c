import type { GetRoutingRuleResponse } from "@aws-sdk/client-apigatewayv2";
import type { Operation } from "../operation.ts";
import { requireRoutingRule } from "../routing-rules.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules-routingruleid.html */
export const GetRoutingRule: Operation<"GetRoutingRule"> = (input, { place }, store): Promise<GetRoutingRuleResponse> =>
  requireRoutingRule(store.of(place), input);
