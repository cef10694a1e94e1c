import type { Place } from "@skylab/aws";
import { type EncryptionKey, seal, unseal } from "@skylab/identity";
import { findInPlaces, jsonTable } from "@skylab/records";
import type { OpenedCertificate, StoredClientCertificate } from "../domain/rest/client-certificate.ts";
import type { ApigatewayEngines } from "./engines.ts";
import { CLIENT_CERTIFICATES_SPACE } from "./spaces.ts";

/** By id. */
export const clientCertificateRows = jsonTable<StoredClientCertificate>(CLIENT_CERTIFICATES_SPACE);

/** Client certificates, as requests to stages need them. */
export type ClientCertificates = {
  /** `undefined`: there is none, or it was sealed with an encryption key that is no more. */
  readonly find: (place: Place, id: string) => Promise<OpenedCertificate | undefined>;
};

/** Those of each place that are remembered: AWS lets an account have 60. */
const MAX_CERTIFICATES = 100;

export function openClientCertificates({
  encryptionKey,
  records,
}: Pick<ApigatewayEngines, "encryptionKey" | "records">): ClientCertificates {
  const find = findInPlaces(records, clientCertificateRows, {
    most: MAX_CERTIFICATES,
    make: ({ clientCertificateId, pemEncodedCertificate: certificate = "", sealedKey }) => {
      const key = unseal(encryptionKey, purposeOf(clientCertificateId), sealedKey);
      return { opened: key === undefined ? undefined : { certificate, key } };
    },
  });
  return { find: async (place, id) => (await find(place, id))?.opened };
}

export const sealCertificateKey = (encryptionKey: EncryptionKey, id: string, key: string): string =>
  seal(encryptionKey, purposeOf(id), key);

const purposeOf = (id: string): string => `apigateway client certificate ${id}`;
