import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import { describeUsagePlan } from "../../domain/usage-plans/usage-plan.ts";
import type { Operation } from "../operation.ts";
import { findUsagePlan } from "../usage-plans/find-usage-plan.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export const GetUsagePlan: Operation<"GetUsagePlan"> = async ({ usagePlanId }, { place }, store): Promise<UsagePlan> =>
  describeUsagePlan(await findUsagePlan(store.of(place), usagePlanId));
