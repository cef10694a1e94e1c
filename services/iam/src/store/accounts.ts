import type { Ids } from "@skylab/aws";
import {
  type Account,
  ACCOUNTS_PARTITION,
  ACCOUNTS_TABLES,
  identityPartition,
  newAccessKeyId,
  newSecret,
  sealSecret,
} from "@skylab/identity";
import { readerOf, transact } from "@skylab/records";
import { addAccessKey } from "./access-keys.ts";
import { accountOf, putAccount } from "./account.ts";
import { requireKeyOwner } from "./key-owners.ts";
import type { IamEngines } from "./store.ts";

/** The accounts of the instance that were created: `000000000000` is always there. */
export type Accounts = {
  /** Keeps a new account with a root key, whose secret is never told again. `undefined` where the name is taken. */
  readonly create: (account: Account, ids: Ids) => Promise<RootKey | undefined>;
  readonly list: () => Promise<readonly Account[]>;
  /** From now on no key of the account is let in; what it has stays. `undefined` where there is no such account. */
  readonly close: (id: string, now: number) => Promise<Account | undefined>;
};

export type RootKey = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** A listing shows no more. */
const MAX_LISTED = 10_000;

export function openAccounts({ encryptionKey, records }: IamEngines): Accounts {
  const directory = () => records.partition(ACCOUNTS_PARTITION);
  const identitiesOf = (id: string) => records.partition(identityPartition(id));

  /** The root key comes first: an account that is listed has one. */
  const giveRootKey = (account: Account, ids: Ids): Promise<RootKey> => {
    const id = newAccessKeyId("AKIA", account.id, ids);
    const secret = newSecret(ids);
    const sealedSecret = sealSecret(encryptionKey, id, secret);
    return transact(identitiesOf(account.id), async (rows) => {
      putAccount(rows, account);
      const root = await requireKeyOwner(rows, { root: true });
      addAccessKey(rows, root, { id, user: undefined, sealedSecret, active: true, createdAt: account.createdAt });
      return { accessKeyId: id, secretAccessKey: secret };
    });
  };

  return {
    create: async (account, ids) => {
      if (await readerOf(directory()).get(ACCOUNTS_TABLES.names, account.name)) return undefined;
      const key = await giveRootKey(account, ids);
      return transact(directory(), async (rows) => {
        if (await rows.get(ACCOUNTS_TABLES.names, account.name)) return undefined;
        rows.put(ACCOUNTS_TABLES.names, account.id, account.name);
        rows.put(ACCOUNTS_TABLES.accounts, account, account.id);
        return key;
      });
    },
    list: async () => {
      const listed = await readerOf(directory()).list(ACCOUNTS_TABLES.accounts, { limit: MAX_LISTED });
      return listed.map(({ row }) => row);
    },
    close: async (id, now) => {
      const account = await readerOf(directory()).get(ACCOUNTS_TABLES.accounts, id);
      if (account === undefined || account.closedAt !== undefined) return account;
      const closed = { ...account, closedAt: now };
      // The keys first: an account that is listed as closed lets nobody in.
      await transact(identitiesOf(id), async (rows) => {
        putAccount(rows, { ...(await accountOf(rows, id)), closedAt: now });
      });
      await transact(directory(), (rows) => {
        rows.put(ACCOUNTS_TABLES.accounts, closed, id);
        rows.remove(ACCOUNTS_TABLES.names, account.name);
        return Promise.resolve();
      });
      return closed;
    },
  };
}
