import type { Identity } from "@skylab/auth";
import { type AwsError, isRefusal, isSameRegion, parseArn, type Place } from "@skylab/aws";
import { validationError } from "../errors.ts";
import { requestFingerprint } from "../transaction/request-fingerprint.ts";

/** What exports to S3 and imports from it have in common. Times are milliseconds since the epoch. */
export type Transfer = {
  readonly id: string;
  readonly startedAt: number;
  /** By whose leave S3 is asked. */
  readonly caller: Identity;
  readonly token?: ClientToken | undefined;
  /** How it ended; absent: it is under way. */
  readonly outcome?: Outcome;
};

export type TransferKind = "exports" | "imports";

export type ClientToken = { readonly text: string; readonly fingerprint: string };

export type Outcome = { readonly endedAt: number; readonly failure?: Failure };

export type Failure = { readonly code: string; readonly message: string };

/** For so long a client token means the same request. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html */
const TOKEN_VALID_MS = 8 * 60 * 60 * 1000;

/** The token of a request, and what tells the request from others of its token. */
export const readToken = (input: { readonly ClientToken?: string | undefined }): ClientToken | undefined =>
  input.ClientToken === undefined ? undefined : { text: input.ClientToken, fingerprint: requestFingerprint(input) };

/**
 * Whether a request was made before.
 * @throws AwsError `conflict` where the request of its token was another
 */
export function isRepeated(
  found: Transfer | undefined,
  { now, token }: { readonly now: number; readonly token: ClientToken | undefined },
  conflict: (token: string) => AwsError,
): boolean {
  if (found?.token === undefined || token === undefined || found.startedAt + TOKEN_VALID_MS <= now) return false;
  if (found.token.fingerprint !== token.fingerprint) throw conflict(token.text);
  return true;
}

const RESOURCE = /^table\/[a-zA-Z0-9_.-]+\/(export|import)\/([\w-]+)$/;

/**
 * Where an export or import is that a request names.
 * @throws AwsError `ValidationException`, where the ARN is none's, or of another region
 */
export function readTransferArn(text: string, kind: TransferKind, here: Place): TransferAddress {
  const arn = parseArn(text);
  const [, word, id] = (arn?.service === "dynamodb" && RESOURCE.exec(arn.resource)) || [];
  if (arn === undefined || id === undefined || `${word}s` !== kind || !isSameRegion(arn, here)) {
    throw validationError(`Invalid ${kind === "exports" ? "Export" : "Import"} ARN`);
  }
  return { place: { account: arn.account, region: arn.region }, id };
}

export type TransferAddress = { readonly place: Place; readonly id: string };

export const statusOf = ({ outcome }: Transfer): "IN_PROGRESS" | "COMPLETED" | "FAILED" => {
  if (outcome === undefined) return "IN_PROGRESS";
  return outcome.failure ? "FAILED" : "COMPLETED";
};

/** How it ended, as descriptions tell it. */
export const describeOutcome = ({ outcome }: Transfer) => ({
  ...(outcome && { EndTime: new Date(outcome.endedAt) }),
  ...(outcome?.failure && { FailureCode: outcome.failure.code, FailureMessage: outcome.failure.message }),
});

/** Why S3 ends a transfer: it is `S3NoSuchBucket` then, or `S3AccessDenied`. `undefined`: it may be tried again. */
export function failureOf(error: unknown): Failure | undefined {
  return isRefusal(error) ? { code: `S3${error.code}`, message: error.message } : undefined;
}
