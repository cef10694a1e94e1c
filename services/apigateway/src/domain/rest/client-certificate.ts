import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import type { AwsError } from "@skylab/aws";
import { notFound } from "../errors.ts";
import type { PatchTable } from "../patch/patch-table.ts";
import { member } from "../patch/rules.ts";
import { text } from "../patch/values.ts";
import { namingPaths } from "../patch/words.ts";
import type { Stored } from "../stored.ts";

/** A certificate by which integrations know API Gateway. */
export type StoredClientCertificate = Stored<ClientCertificate> & {
  readonly clientCertificateId: string;
  readonly createdDate: number;
  readonly expirationDate: number;
  /** PKCS #8 in PEM, sealed: what connections to integrations are opened with. */
  readonly sealedKey: string;
};

/** What a connection to an integration presents, in PEM; a certificate has one key as long as it lives. */
export type OpenedCertificate = { readonly certificate: string; readonly key: string };

/** So many letters and digits have AWS's ids of certificates. */
export const CERTIFICATE_ID_LENGTH = 6;

/** AWS's certificates name themselves so, and hold for a year. */
export const CERTIFICATE_SUBJECT = "ApiGateway";
export const CERTIFICATE_AGE_MS = 365 * 24 * 60 * 60 * 1000;

export const noSuchClientCertificate = (): AwsError => notFound("Invalid Client Certificate identifier specified");

/** A certificate as it is told where a list has it, and where it is new: its tags only where it has some. */
export function listedClientCertificate(certificate: StoredClientCertificate): ClientCertificate {
  const { createdDate, expirationDate, sealedKey: _secret, tags = {}, ...rest } = certificate;
  return {
    ...rest,
    createdDate: new Date(createdDate),
    expirationDate: new Date(expirationDate),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

/** A certificate as it is told alone. */
export const describeClientCertificate = (certificate: StoredClientCertificate): ClientCertificate => ({
  ...listedClientCertificate(certificate),
  tags: certificate.tags ?? {},
});

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const clientCertificatePatches: PatchTable = {
  words: namingPaths,
  paths: { "/description": member(text, "replace") },
};
