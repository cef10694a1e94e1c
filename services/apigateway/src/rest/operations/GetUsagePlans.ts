import type { UsagePlans } from "@aws-sdk/client-api-gateway";
import { pageOf, readPage } from "../../domain/page.ts";
import { listedUsagePlan } from "../../domain/usage-plans/usage-plan.ts";
import { listMatching } from "../../store/list-matching.ts";
import { plansOfKeyRows, usagePlanRows } from "../../store/usage-plans.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
export const GetUsagePlans: Operation<"GetUsagePlans"> = async (
  { keyId, ...asked },
  { place },
  store,
): Promise<UsagePlans> => {
  const rows = store.of(place);
  const page = readPage(asked);
  const planIds = keyId === undefined ? undefined : ((await rows.get(plansOfKeyRows, keyId)) ?? []);
  const listed = await listMatching(rows, usagePlanRows, {
    page,
    goes: ({ id }) => planIds?.includes(id) ?? true,
  });
  const { items, ...more } = pageOf(listed, page.limit);
  return { items: items.map(({ row }) => listedUsagePlan(row)), ...more };
};
