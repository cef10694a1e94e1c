import { jsonTable } from "@skylab/records";
import type { StoredAccount } from "../domain/rest/account.ts";
import { ACCOUNT_SPACE } from "./spaces.ts";

/** By `ACCOUNT_KEY`: what the account has set in the region. */
export const accountRows = jsonTable<StoredAccount>(ACCOUNT_SPACE);

export const ACCOUNT_KEY = "all";
