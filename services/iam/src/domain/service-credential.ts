import type { ServiceSpecificCredential, ServiceSpecificCredentialMetadata, StatusType } from "@aws-sdk/client-iam";
import type { Ids } from "@skylab/aws";
import { noSuchEntity } from "./errors.ts";
import { timeOf } from "./time.ts";

/** A user's credential for one service. Its secret is shown once and not kept: none of these services is here. */
export type ServiceCredential = {
  /** `ACCA…`. */
  readonly id: string;
  readonly userId: string;
  readonly service: string;
  /** `ada-at-111122223333`. */
  readonly name: string;
  readonly status: StatusType;
  readonly createdAt: number;
  readonly expiresAt?: number;
};

/** How a service's credentials are made: a name and a password, or an API key that has both in it. */
type CredentialKind = "password" | "apiKey";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
const SERVICES: ReadonlyMap<string, CredentialKind> = new Map([
  ["codecommit.amazonaws.com", "password"],
  ["cassandra.amazonaws.com", "password"],
  ["bedrock.amazonaws.com", "apiKey"],
]);

/** @throws AwsError `NoSuchEntity` for a service that has no credentials of its own */
export function checkService(service: string): void {
  if (!SERVICES.has(service))
    throw noSuchEntity(`No such service ${service} is supported for Service Specific Credentials`);
}

/** The first of `ada-at-111122223333`, `ada+1-at-111122223333`, … that is free. */
export function freeName(userName: string, account: string, taken: readonly string[]): string {
  for (let number = 0; ; number++) {
    const name = `${userName}${number === 0 ? "" : `+${String(number)}`}-at-${account}`;
    if (!taken.includes(name)) return name;
  }
}

const DAY_MS = 86_400_000;

/** When a credential of that age expires, if it ever does. */
export const expiryOf = (ageDays: number | undefined, now: number): Pick<ServiceCredential, "expiresAt"> =>
  ageDays === undefined ? {} : { expiresAt: now + ageDays * DAY_MS };

/** So many random bytes make AWS's 60 characters. */
const SECRET_BYTES = 44;

/** A new secret for a credential: what its owner sees this once. */
export const newServiceSecret = (ids: Ids): string => Buffer.from(ids.bytes(SECRET_BYTES)).toString("base64");

const isApiKey = ({ service }: ServiceCredential): boolean => SERVICES.get(service) === "apiKey";

/** A credential as IAM answers it in lists. */
export const describeCredential = (
  userName: string,
  credential: ServiceCredential,
  now: number,
): ServiceSpecificCredentialMetadata => ({
  UserName: userName,
  Status: statusOf(credential, now),
  ...(isApiKey(credential) ? { ServiceCredentialAlias: credential.name } : { ServiceUserName: credential.name }),
  CreateDate: timeOf(credential.createdAt),
  ...(credential.expiresAt !== undefined && { ExpirationDate: timeOf(credential.expiresAt) }),
  ServiceSpecificCredentialId: credential.id,
  ServiceName: credential.service,
});

/** A credential as IAM answers it once, with its secret. */
export const describeSecret = (credential: ServiceCredential, secret: string): Partial<ServiceSpecificCredential> =>
  isApiKey(credential)
    ? { ServiceCredentialSecret: `ABSK${Buffer.from(`${credential.name}:${secret}`).toString("base64")}` }
    : { ServicePassword: secret };

const statusOf = ({ expiresAt, status }: ServiceCredential, now: number): StatusType =>
  expiresAt !== undefined && expiresAt <= now ? "Expired" : status;
