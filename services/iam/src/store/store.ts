import { type EncryptionKey, identityPartition } from "@skylab/identity";
import { type Reader, readerOf, type Records, transact, type Transaction } from "@skylab/records";
import type { ProviderKeys } from "./provider-keys.ts";
import { reset } from "./reset.ts";

/** What IAM and STS stand on. */
export type IamEngines = {
  readonly records: Records;
  /** What secrets and session tokens are sealed with. */
  readonly encryptionKey: EncryptionKey;
  readonly providerKeys: ProviderKeys;
};

/** What IAM keeps, account by account: the files beside this one say what, in IAM's verbs. */
export type IamStore = {
  /** The rows of an account as they are. */
  readonly of: (account: string) => Reader;
  /** Reads and writes rows of an account as one; the body may run again, see `transact`. */
  readonly change: <Result>(account: string, body: (rows: Transaction) => Promise<Result>) => Promise<Result>;
  readonly encryptionKey: EncryptionKey;
  readonly providerKeys: ProviderKeys;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export const openStore = ({ records, encryptionKey, providerKeys }: IamEngines): IamStore => ({
  of: (account) => readerOf(records.partition(identityPartition(account))),
  change: (account, body) => transact(records.partition(identityPartition(account)), body),
  encryptionKey,
  providerKeys,
  reset: (account) => reset(records, account),
});
