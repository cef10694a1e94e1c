import type { UsagePlanKey } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { addKeyToPlan } from "../usage-plans/add-key-to-plan.ts";
import { describePlanKey } from "../usage-plans/keys-of-plan.ts";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export const CreateUsagePlanKey: Operation<"CreateUsagePlanKey"> = async (
  { keyId, keyType, usagePlanId },
  { place },
  store,
): Promise<UsagePlanKey> => {
  // In words that nobody recorded from AWS.
  if (keyType !== "API_KEY") throw badRequest("Invalid key type specified. Must be API_KEY");
  return describePlanKey(await store.change(place, (rows) => addKeyToPlan(rows, usagePlanId, keyId)));
};
