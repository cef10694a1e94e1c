import { isSameRegion, parseArn, type Place } from "@skylab/aws";
import { streamArn } from "../table/arns.ts";
import { invalidStreamArn } from "./stream-errors.ts";
import type { TableAddress } from "../table/table-name.ts";

/** A stream, whosever it is: requests name it by its ARN. */
export type StreamAddress = TableAddress & { readonly label: string };

const RESOURCE = /^table\/([a-zA-Z0-9_.-]+)\/stream\/([^/]+)$/;

/**
 * The stream that a request's `StreamArn` means.
 * @throws AwsError `ValidationException`
 */
export function readStreamArn(text: string, here: Place): StreamAddress {
  const arn = parseArn(text);
  const [, name, label] = (arn?.service === "dynamodb" && RESOURCE.exec(arn.resource)) || [];
  if (arn === undefined || name === undefined || label === undefined) throw invalidStreamArn();
  if (!isSameRegion(arn, here)) throw invalidStreamArn();
  return { place: { account: arn.account, region: arn.region }, name, label };
}

export const arnOfStream = (address: StreamAddress): string => streamArn(address, address.label);
