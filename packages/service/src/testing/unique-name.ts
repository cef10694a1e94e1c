import { randomUUID } from "node:crypto";

/** A name that no other test uses: `orders-1b4e28ba`. */
export const uniqueName = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/** An account that no other test uses. */
export const uniqueAccount = (): string => String(Math.floor(Math.random() * ACCOUNTS)).padStart(ACCOUNT_DIGITS, "0");

const ACCOUNT_DIGITS = 12;
const ACCOUNTS = 10 ** ACCOUNT_DIGITS;
