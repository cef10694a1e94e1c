import type { User } from "@skylab/identity";
import type { Reader, Table, Transaction } from "@skylab/records";
import { duplicateCertificate, noSuchEntity } from "../domain/errors.ts";
import { type Page, type PageRequest, readPageOf } from "../domain/page.ts";
import type { ServiceCredential } from "../domain/service-credential.ts";
import type { SigningCertificate } from "../domain/signing-certificate.ts";
import { OWN_TABLES } from "./tables.ts";
import { putUser } from "./users.ts";

/** Credentials of one kind, by the id of their user, which stays when the user is renamed. */
type OfUser<Row> = {
  /** @throws AwsError `NoSuchEntity` */
  readonly require: (rows: Reader, user: User, id: string) => Promise<Row>;
  /** All of a user: quotas keep them few. */
  readonly all: (rows: Reader, user: User) => Promise<readonly Row[]>;
  readonly page: (rows: Reader, user: User, page: PageRequest) => Promise<Page<Row>>;
  /** Keeps a new one; the user, who is written again, cannot be deleted meanwhile. */
  readonly add: (rows: Transaction, user: User, row: Row) => void;
  readonly put: (rows: Transaction, user: User, row: Row) => void;
  readonly remove: (rows: Transaction, user: User, row: Row) => void;
};

function ofUser<Row extends { readonly id: string }>(table: Table<Row>, missing: (id: string) => string): OfUser<Row> {
  const put = (rows: Transaction, user: User, row: Row): void => rows.put(table, row, user.id, row.id);
  return {
    require: async (rows, user, id) => {
      const row = await rows.get(table, user.id, id);
      if (row === undefined) throw noSuchEntity(missing(id));
      return row;
    },
    all: async (rows, user) => (await rows.list(table, { prefix: [user.id], limit: FEW })).map(({ row }) => row),
    page: (rows, user, page) =>
      readPageOf(page, (after, limit) => rows.list(table, { prefix: [user.id], after, limit })),
    add: (rows, user, row) => {
      putUser(rows, user);
      put(rows, user, row);
    },
    put,
    remove: (rows, user, { id }) => rows.remove(table, user.id, id),
  };
}

/** More than any quota. */
const FEW = 100;

export const sshKeys = ofUser(OWN_TABLES.sshKeys, (id) => `The Public Key with id ${id} cannot be found.`);

export const signingCertificates = ofUser(
  OWN_TABLES.signingCertificates,
  (id) => `The Certificate with id ${id} cannot be found.`,
);

export const serviceCredentials = ofUser(OWN_TABLES.serviceCredentials, (id) => `No such credential ${id} exists`);

/** A certificate is of one user of the account only. @throws AwsError `DuplicateCertificate` */
export async function addSigningCertificate(
  rows: Transaction,
  user: User,
  certificate: SigningCertificate,
): Promise<void> {
  const known = await rows.get(OWN_TABLES.signingFingerprints, certificate.fingerprint);
  if (known !== undefined) throw duplicateCertificate();
  rows.put(OWN_TABLES.signingFingerprints, true, certificate.fingerprint);
  signingCertificates.add(rows, user, certificate);
}

export function removeSigningCertificate(rows: Transaction, user: User, certificate: SigningCertificate): void {
  rows.remove(OWN_TABLES.signingFingerprints, certificate.fingerprint);
  signingCertificates.remove(rows, user, certificate);
}

/** Why a user cannot be deleted, in AWS's words; `undefined` where none of these credentials is left. */
export async function credentialsInTheWay(rows: Reader, user: User): Promise<string | undefined> {
  if ((await signingCertificates.all(rows, user)).length > 0) return "must delete certificates first";
  const others = [...(await sshKeys.all(rows, user)), ...(await serviceCredentials.all(rows, user))];
  return others.length > 0 ? "must remove referenced objects first" : undefined;
}

/** The credentials of all users. */
export const listServiceCredentials = (
  rows: Reader,
  page: PageRequest,
  matches: (credential: ServiceCredential) => boolean,
): Promise<Page<ServiceCredential>> =>
  readPageOf(page, (after, limit) => rows.list(OWN_TABLES.serviceCredentials, { after, limit }), matches);
