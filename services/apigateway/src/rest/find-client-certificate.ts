import type { Reader } from "@skylab/records";
import { noSuchClientCertificate, type StoredClientCertificate } from "../domain/rest/client-certificate.ts";
import { clientCertificateRows } from "../store/client-certificates.ts";

/** @throws AwsError NotFoundException */
export async function findClientCertificate(rows: Reader, id: string): Promise<StoredClientCertificate> {
  const certificate = await rows.get(clientCertificateRows, id);
  if (certificate === undefined) throw noSuchClientCertificate();
  return certificate;
}
