import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import type { Stored } from "../stored.ts";

/** A usage plan as it is kept. */
export type StoredUsagePlan = Stored<UsagePlan> & { readonly id: string; readonly name: string };
