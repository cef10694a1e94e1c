import { type AwsError, isSamePlace, isSameRegion, parseArn, type Place } from "@skylab/aws";
import { invalidParameter, validationError } from "../errors.ts";
import { onlyForOwner } from "./table-errors.ts";
import type { TableAddress } from "./table-name.ts";

/** What may have tags or a policy: a table, or a stream of one. */
export type ResourceAddress = TableAddress & { readonly stream?: string };

const RESOURCE = /^table\/([a-zA-Z0-9_.-]+)(?:\/(index|stream)\/([^/]+))?$/;

/**
 * The table or stream that a request's `ResourceArn` means.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readResourceArn(
  text: string,
  here: Place,
  elsewhere: (arn: string) => AwsError = invalidTableArn,
): ResourceAddress {
  if (!text.startsWith("arn:")) throw invalidParameter(`ARNs must start with 'arn:': ${text}`);
  const arn = parseArn(text);
  const [, name, kind, part] = (arn?.service === "dynamodb" && RESOURCE.exec(arn.resource)) || [];
  if (arn === undefined || name === undefined) {
    throw invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${text}`);
  }
  if (!isSameRegion(arn, here)) throw elsewhere(text);
  if (kind === "index") {
    throw invalidParameter(
      `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${text}`,
    );
  }
  return { place: { account: arn.account, region: arn.region }, name, ...(part !== undefined && { stream: part }) };
}

/**
 * As `readResourceArn`, for operations on its policy, which may not let other accounts have them.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readPolicedArn(text: string, here: Place): ResourceAddress {
  const address = readResourceArn(text, here, invalidResourceArn);
  if (!isSamePlace(address.place, here)) throw onlyForOwner();
  return address;
}

const invalidTableArn = (arn: string): AwsError =>
  validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);

const invalidResourceArn = (arn: string): AwsError => invalidParameter(`Invalid resource Arn: ${arn}`);
