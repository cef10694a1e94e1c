import type { UsagePlanKeys } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import type { Operation } from "../operation.ts";
import { findUsagePlan } from "../usage-plans/find-usage-plan.ts";
import { describePlanKey, listPlanKeys } from "../usage-plans/keys-of-plan.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export const GetUsagePlanKeys: Operation<"GetUsagePlanKeys"> = async (
  { nameQuery = "", usagePlanId, ...asked },
  { place },
  store,
): Promise<UsagePlanKeys> => {
  const rows = store.of(place);
  await findUsagePlan(rows, usagePlanId);
  const page = readPage(asked);
  const listed = await listPlanKeys(rows, usagePlanId, { page, goes: ({ name = "" }) => name.startsWith(nameQuery) });
  const { items, ...more } = pageOf(listed, page.limit);
  return { items: items.map(({ row }) => describePlanKey(row)), ...more };
};
