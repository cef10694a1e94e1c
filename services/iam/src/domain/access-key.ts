import type { AccessKey as AccessKeyAnswer, AccessKeyLastUsed, StatusType } from "@aws-sdk/client-iam";
import type { AwsError } from "@skylab/aws";
import type { AccessKey, LastUse } from "@skylab/identity";
import { accessDenied, invalidInput, limitExceeded, noSuchEntity } from "./errors.ts";
import { ACCESS_KEYS_PER_USER } from "./quotas.ts";
import { timeOf } from "./time.ts";

/** An access key as lists tell it: its secret is told once, at its creation. */
export const describeAccessKey = (key: AccessKey): Omit<AccessKeyAnswer, "SecretAccessKey"> => ({
  UserName: key.user,
  AccessKeyId: key.id,
  Status: key.active ? "Active" : "Inactive",
  CreateDate: timeOf(key.createdAt),
});

/** When, where and for what a key was used last. */
export const describeLastUse = (use: LastUse | undefined): AccessKeyLastUsed =>
  use === undefined
    ? { ServiceName: "N/A", Region: "N/A" }
    : { LastUsedDate: timeOf(use.at), ServiceName: use.service, Region: use.region };

/** @throws AwsError `InvalidInput`: `Expired` is for other credentials */
export function readKeyStatus(status: StatusType): boolean {
  if (status === "Expired") throw invalidInput("Access keys cannot be set to Expired.");
  return status === "Active";
}

/** @throws AwsError `LimitExceeded` */
export function checkAccessKeyQuota(accessKeyIds: readonly string[]): void {
  if (accessKeyIds.length < ACCESS_KEYS_PER_USER) return;
  throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${String(ACCESS_KEYS_PER_USER)}`);
}

export const noSuchAccessKey = (id: string): AwsError => noSuchEntity(`The Access Key with id ${id} cannot be found.`);

/** AWS tells nobody whether a key is there that is not of the account. */
export const lastUseDenied = (callerArn: string, id: string): AwsError =>
  accessDenied(
    `User: ${callerArn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${id}`,
  );
