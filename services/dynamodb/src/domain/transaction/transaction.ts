import { AwsError } from "@skylab/aws";
import type { Item } from "../item/attribute-value.ts";
import { NOT_VALID, validationError } from "../errors.ts";

/** 4 MB, of all items together. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

/** Why an action cancels its transaction. */
export type CancellationReason = { readonly Code: string; readonly Message?: string; readonly Item?: Item };

/** What comes of an action, if nothing is against it. */
export type Judged<Value> = { readonly value: Value } | { readonly reason: CancellationReason };

const NO_REASON: CancellationReason = { Code: "None" };

/** What an error of an operation on one item is called as the reason of a cancellation. */
const CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  DuplicateItemException: "DuplicateItem",
  ProvisionedThroughputExceededException: "ProvisionedThroughputExceeded",
  RequestLimitExceeded: "ThrottlingError",
  ThrottlingException: "ThrottlingError",
  ValidationException: "ValidationError",
};

/**
 * Judges an action of a transaction: what is against it is a reason to cancel.
 * @throws AwsError what AWS answers at once: that a key is empty
 */
export function judge<Value>(decide: () => Value): Judged<Value> {
  try {
    return { value: decide() };
  } catch (error) {
    const code = error instanceof AwsError && !error.message.startsWith(NOT_VALID) ? CODES[error.code] : undefined;
    if (!(error instanceof AwsError) || code === undefined) throw error;
    const members = error.code === "ConditionalCheckFailedException" ? error.members : {};
    return { reason: { Code: code, Message: error.message, ...members } };
  }
}

/** The values of all actions, or the error that tells why there is none for some. */
export function valuesOf<Value>(judged: readonly Judged<Value>[]): readonly Value[] | AwsError {
  const values = judged.flatMap((one) => ("value" in one ? [one.value] : []));
  return values.length === judged.length ? values : transactionCanceled(judged.map(reasonOf));
}

const reasonOf = (judged: Judged<unknown>): CancellationReason => ("reason" in judged ? judged.reason : NO_REASON);

function transactionCanceled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError("TransactionCanceledException", message, {
    status: 400,
    members: { CancellationReasons: reasons },
  });
}

export const severalOperationsOnItem = (): AwsError =>
  validationError("Transaction request cannot include multiple operations on one item");

export const transactionTooLarge = (): AwsError =>
  validationError("The aggregate size of the items in the transaction exceeds 4 MB");

export const severalAccounts = (): AwsError =>
  validationError("Transaction request cannot include tables of different accounts");

export const tokenOfAnotherRequest = (): AwsError =>
  new AwsError(
    "IdempotentParameterMismatchException",
    "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
    { status: 400 },
  );
