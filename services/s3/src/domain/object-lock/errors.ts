import { AwsError } from "@skylab/aws";
import { invalidArgument, invalidRequest } from "../errors.ts";

export const lockedObject = (): AwsError =>
  new AwsError("AccessDenied", "Access Denied because object protected by object lock.", { status: 403 });

export const bucketWithoutLock = (): AwsError => invalidRequest("Bucket is missing Object Lock Configuration");

export const objectWithoutLock = (): AwsError =>
  new AwsError("NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration", {
    status: 404,
  });

export const bypassWithoutLock = (): AwsError =>
  invalidArgument(
    "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
    "x-amz-bypass-governance-retention",
    undefined,
  );

export const unknownMode = (mode: string, name: string): AwsError =>
  invalidArgument("Unknown wormMode directive.", name, mode);

export const unknownHold = (hold: string): AwsError =>
  invalidArgument("Legal Hold must be either of 'ON' or 'OFF'", "x-amz-object-lock-legal-hold", hold);

export const untilInThePast = (until: Date, name: string): AwsError =>
  invalidArgument("The retain until date must be in the future!", name, until.toISOString());

export const modeAndDateGoTogether = (missing: string): AwsError =>
  invalidArgument(
    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
    missing,
    undefined,
  );
