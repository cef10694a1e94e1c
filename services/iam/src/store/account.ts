import { type Account, TABLES } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";

/** The account itself: in open mode also those are there that nobody created. */
export const accountOf = async (rows: Reader, id: string): Promise<Account> =>
  (await rows.get(TABLES.account)) ?? { id, name: id, createdAt: 0 };

export const putAccount = (rows: Transaction, account: Account): void => rows.put(TABLES.account, account);
