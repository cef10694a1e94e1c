import { TABLES } from "@skylab/identity";
import { allRows, type Reader, type Transaction } from "@skylab/records";
import {
  type CredentialReport,
  credentialReport,
  type ReportedKey,
  rootLine,
  userLine,
} from "../domain/credential-report.ts";
import { accessKeysOf, lastUseOfKey } from "./access-keys.ts";
import { accountOf } from "./account.ts";
import { type KeyOwner, requireKeyOwner } from "./key-owners.ts";
import { findPasswordPolicy } from "./passwords.ts";
import { OWN_TABLES } from "./tables.ts";
import { signingCertificates } from "./user-credentials.ts";

export const findCredentialReport = (rows: Reader): Promise<CredentialReport | undefined> =>
  rows.get(OWN_TABLES.credentialReport);

export const putCredentialReport = (rows: Transaction, report: CredentialReport): void =>
  rows.put(OWN_TABLES.credentialReport, report);

/** Makes a report of all users of an account, and of its root. */
export async function makeCredentialReport(rows: Reader, account: string, now: number): Promise<CredentialReport> {
  const root = await requireKeyOwner(rows, { root: true });
  const { createdAt } = await accountOf(rows, account);
  const policy = await findPasswordPolicy(rows);
  const lines = [rootLine(account, createdAt, await reportedKeys(rows, root))];
  for await (const { row: user } of allRows(rows, TABLES.users)) {
    const certificates = await signingCertificates.all(rows, user);
    lines.push(userLine(account, user, { keys: await reportedKeys(rows, user), certificates, policy }));
  }
  return { csv: credentialReport(lines), generatedAt: now };
}

async function reportedKeys(rows: Reader, owner: Pick<KeyOwner, "accessKeyIds">): Promise<readonly ReportedKey[]> {
  const keys = await accessKeysOf(rows, owner);
  return Promise.all(keys.map(async (key) => ({ key, use: await lastUseOfKey(rows, key.id) })));
}
