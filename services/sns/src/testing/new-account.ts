import { randomInt } from "node:crypto";

/** The id of an account that no other test has. */
export const newAccount = (): string => String(randomInt(100_000_000_000, 999_999_999_999));

/** The root of such an account, as it calls. */
export type Owner = { readonly account: string };

export const newOwner = (): Owner => ({ account: newAccount() });
