import { parseArn, type Place } from "@skylab/aws";
import { invalidParameter, validationError } from "../errors.ts";
import type { TableAddress } from "./table-name.ts";

/** What may have tags or a policy: a table, or a stream of one. */
export type ResourceAddress = TableAddress & { readonly stream?: string };

const RESOURCE = /^table\/([a-zA-Z0-9_.-]+)(?:\/(index|stream)\/([^/]+))?$/;

/**
 * The table or stream that a request's `ResourceArn` means.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function readResourceArn(text: string, { region }: Place): ResourceAddress {
  if (!text.startsWith("arn:")) throw invalidParameter(`ARNs must start with 'arn:': ${text}`);
  const arn = parseArn(text);
  const [, name, kind, part] = (arn?.service === "dynamodb" && RESOURCE.exec(arn.resource)) || [];
  if (arn === undefined || name === undefined) {
    throw invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${text}`);
  }
  if (arn.region !== region) {
    throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${text}`);
  }
  if (kind === "index") {
    throw invalidParameter(
      `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${text}`,
    );
  }
  const place = { account: arn.account, region };
  return { place, name, ...(part !== undefined && { stream: part }) };
}
