import type { UsagePlanKey } from "@aws-sdk/client-api-gateway";
import type { Operation } from "../operation.ts";
import { findPlanKey } from "../usage-plans/find-plan-key.ts";
import { describePlanKey } from "../usage-plans/keys-of-plan.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export const GetUsagePlanKey: Operation<"GetUsagePlanKey"> = async (
  { keyId, usagePlanId },
  { place },
  store,
): Promise<UsagePlanKey> => describePlanKey(await findPlanKey(store.of(place), usagePlanId, keyId));
