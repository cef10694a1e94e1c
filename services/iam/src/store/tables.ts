import { SIDE_TABLES, TABLES } from "@skylab/identity";
import { jsonTable, keyTable } from "@skylab/records";
import type { AccessReportJob } from "../domain/access-report.ts";
import type { CredentialReport } from "../domain/credential-report.ts";
import type { InstanceProfile } from "../domain/instance-profile.ts";
import type { MfaDevice } from "../domain/mfa-device.ts";
import type { PasswordPolicy } from "../domain/password-policy.ts";
import type { OidcProvider } from "../domain/oidc-provider.ts";
import type { SamlProvider } from "../domain/saml-provider.ts";
import type { ServerCertificate } from "../domain/server-certificate.ts";
import type { ServiceCredential } from "../domain/service-credential.ts";
import type { SigningCertificate } from "../domain/signing-certificate.ts";
import type { SshPublicKey } from "../domain/ssh-public-key.ts";

/** What IAM keeps beside what decides who may what, by account. */
export const OWN_TABLES = {
  /** nothing -> ids of the access keys of the account's root */
  rootKeys: jsonTable<readonly string[]>("iam.rootKeys"),
  /** nothing -> */
  passwordPolicy: jsonTable<PasswordPolicy>("iam.passwordPolicy"),
  /** nothing -> */
  credentialReport: jsonTable<CredentialReport>("iam.credentialReport"),
  /** serial number in lower case -> */
  mfaDevices: jsonTable<MfaDevice>("iam.mfaDevices"),
  /** name in lower case -> */
  instanceProfiles: jsonTable<InstanceProfile>("iam.instanceProfiles"),
  /** deletion task id -> when the service-linked role was deleted */
  roleDeletions: jsonTable<number>("iam.roleDeletions"),
  /** job id -> */
  accessReports: jsonTable<AccessReportJob>("iam.accessReports"),
  /** URL without scheme -> */
  oidcProviders: jsonTable<OidcProvider>("iam.oidcProviders"),
  /** name -> */
  samlProviders: jsonTable<SamlProvider>("iam.samlProviders"),
  /** name in lower case -> */
  serverCertificates: jsonTable<ServerCertificate>("iam.serverCertificates"),
  /** user id, certificate id -> */
  signingCertificates: jsonTable<SigningCertificate>("iam.signingCertificates"),
  /** fingerprint of a signing certificate */
  signingFingerprints: keyTable("iam.signingFingerprints"),
  /** user id, key id -> */
  sshKeys: jsonTable<SshPublicKey>("iam.sshKeys"),
  /** user id, credential id -> */
  serviceCredentials: jsonTable<ServiceCredential>("iam.serviceCredentials"),
} as const;

/** Every space of an account's partition. */
export const SPACES: readonly string[] = Object.values({ ...TABLES, ...SIDE_TABLES, ...OWN_TABLES }).map(
  ({ space }) => space,
);
