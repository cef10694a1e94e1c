import type { ListRoutingRulesResponse } from "@aws-sdk/client-apigatewayv2";
import { pageOfAll, readV2Page } from "../../domain/v2/page.ts";
import type { StoredRoutingRule } from "../../domain/v2/routing-rule.ts";
import { domainNameOf } from "../../store/domain-names.ts";
import { listAll } from "../../store/list-all.ts";
import { routingRuleRows, rulesKey } from "../../store/routing-rules.ts";
import type { Operation } from "../operation.ts";

/** Digits of the largest priority: as texts, they are in the order of the numbers. */
const PRIORITY_DIGITS = 7;

const inOrder = ({ Priority }: StoredRoutingRule): string => String(Priority).padStart(PRIORITY_DIGITS, "0");

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-routingrules.html */
export const ListRoutingRules: Operation<"ListRoutingRules"> = async (
  input,
  { place },
  store,
): Promise<ListRoutingRulesResponse> => {
  const { DomainName, DomainNameId, MaxResults, NextToken } = input;
  const page = readV2Page({ MaxResults: MaxResults?.toString(), NextToken });
  const rows = store.of(place);
  await domainNameOf(rows, DomainName, DomainNameId);
  const rules = await listAll(rows, routingRuleRows, rulesKey(DomainName, DomainNameId));
  const { Items: RoutingRules, ...more } = pageOfAll(rules, inOrder, page);
  return { RoutingRules, ...more };
};
