import type { GenerateClientCertificateRequest } from "@aws-sdk/client-api-gateway";
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { type Ids, selfSigned } from "@skylab/aws";
import type { EncryptionKey } from "@skylab/identity";
import { newId } from "../domain/new-id.ts";
import {
  CERTIFICATE_AGE_MS,
  CERTIFICATE_ID_LENGTH,
  CERTIFICATE_SUBJECT,
  type StoredClientCertificate,
} from "../domain/rest/client-certificate.ts";
import { wholeSeconds } from "../domain/whole-seconds.ts";
import { sealCertificateKey } from "../store/client-certificates.ts";

/** AWS's keys are as long. */
const MODULUS_BITS = 2048;

/** A certificate with a key of its own, signed by itself. */
export async function newClientCertificate(
  asked: GenerateClientCertificateRequest,
  { encryptionKey, ids, now }: { readonly encryptionKey: EncryptionKey; readonly ids: Ids; readonly now: number },
): Promise<StoredClientCertificate> {
  const pair = await promisify(generateKeyPair)("rsa", { modulusLength: MODULUS_BITS });
  const createdDate = wholeSeconds(now);
  const expirationDate = createdDate + CERTIFICATE_AGE_MS;
  const validity = { notBefore: createdDate, notAfter: expirationDate };
  const { pem } = await selfSigned({ ...pair, ...validity, commonName: CERTIFICATE_SUBJECT });
  const clientCertificateId = newId(ids, CERTIFICATE_ID_LENGTH);
  const key = String(pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  return {
    ...asked,
    clientCertificateId,
    pemEncodedCertificate: pem,
    sealedKey: sealCertificateKey(encryptionKey, clientCertificateId, key),
    createdDate,
    expirationDate,
  };
}
