import type { ListRoutingRulesResponse } from "@aws-sdk/client-apigatewayv2";
import type { StoredRoutingRule } from "../../domain/domain-names/stored-domain-name.ts";
import { readV2Page, v2PageOfAll } from "../../domain/v2/page.ts";
import { domainNameOf } from "../../store/domain-names.ts";
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
  const { routingRules = [] } = await domainNameOf(store.of(place), DomainName, DomainNameId);
  const { Items: RoutingRules, ...more } = v2PageOfAll(routingRules, inOrder, page);
  return { RoutingRules, ...more };
};
