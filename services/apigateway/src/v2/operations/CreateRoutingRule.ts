import type { CreateRoutingRuleResponse } from "@aws-sdk/client-apigatewayv2";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import type { Operation } from "../operation.ts";
import { putRoutingRule } from "../routing-rules.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules.html */
export const CreateRoutingRule: Operation<"CreateRoutingRule"> = (
  asked,
  { ids, place },
  store,
): Promise<CreateRoutingRuleResponse> =>
  store.change(place, (rows) => putRoutingRule(rows, place, { asked, id: newId(ids, PART_ID_LENGTH) }));
