import type { Reader, Transaction } from "@skylab/records";
import { rowKey } from "@skylab/identity";
import { alreadyExists, noSuchEntity, quotaExceeded } from "../domain/errors.ts";
import { type Page, type PageRequest, readPageOf } from "../domain/page.ts";
import { SERVER_CERTIFICATES_PER_ACCOUNT } from "../domain/quotas.ts";
import type { ServerCertificate } from "../domain/server-certificate.ts";
import { OWN_TABLES } from "./tables.ts";

/** @throws AwsError `NoSuchEntity` */
export async function requireServerCertificate(rows: Reader, name: string): Promise<ServerCertificate> {
  const certificate = await rows.get(OWN_TABLES.serverCertificates, rowKey(name));
  if (certificate === undefined) throw noSuchEntity(`The Server Certificate with name ${name} cannot be found.`);
  return certificate;
}

/** @throws AwsError `EntityAlreadyExists` */
export async function checkServerCertificateName(rows: Reader, name: string): Promise<void> {
  const taken = await rows.get(OWN_TABLES.serverCertificates, rowKey(name));
  if (taken !== undefined) throw alreadyExists(`The Server Certificate with name ${name} already exists.`);
}

/** Keeps a new certificate. @throws AwsError `EntityAlreadyExists`, `LimitExceeded` */
export async function addServerCertificate(rows: Transaction, certificate: ServerCertificate): Promise<void> {
  await checkServerCertificateName(rows, certificate.name);
  const others = await rows.list(OWN_TABLES.serverCertificates, { limit: SERVER_CERTIFICATES_PER_ACCOUNT });
  if (others.length >= SERVER_CERTIFICATES_PER_ACCOUNT) {
    throw quotaExceeded("ServerCertificatesPerAccount", SERVER_CERTIFICATES_PER_ACCOUNT);
  }
  putServerCertificate(rows, certificate);
}

export const putServerCertificate = (rows: Transaction, certificate: ServerCertificate): void =>
  rows.put(OWN_TABLES.serverCertificates, certificate, rowKey(certificate.name));

export const removeServerCertificate = (rows: Transaction, { name }: ServerCertificate): void =>
  rows.remove(OWN_TABLES.serverCertificates, rowKey(name));

/** The certificates whose path begins so. */
export const listServerCertificates = (
  rows: Reader,
  page: PageRequest,
  pathPrefix: string,
): Promise<Page<ServerCertificate>> =>
  readPageOf(
    page,
    (after, limit) => rows.list(OWN_TABLES.serverCertificates, { after, limit }),
    ({ path }) => path.startsWith(pathPrefix),
  );
