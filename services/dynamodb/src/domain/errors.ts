import { AwsError } from "@skylab/aws";
import type { Item } from "./item/attribute-value.ts";

// DynamoDB's refusals, as AWS words and codes them.

export const validationError = (message: string): AwsError =>
  new AwsError("ValidationException", message, { status: 400 });

/** What is wrong with a value, in the words of the operations that AWS has rewritten, and in those of the others. */
export class ValueError extends AwsError {
  readonly olderMessage: string;

  constructor(message: string, olderMessage: string) {
    super("ValidationException", message, { status: 400 });
    this.olderMessage = olderMessage;
  }
}

/** @param olderMessage where the older words are others */
export const valueError = (message: string, olderMessage = message): AwsError => new ValueError(message, olderMessage);

/** Most problems of values, keys and legacy parameters. */
export const invalidParameter = (problem: string): AwsError => valueError(INVALID + problem);

export const INVALID = "One or more parameter values were invalid: ";

/** Of keys that are empty, for the most part. */
export const parameterNotValid = (problem: string): AwsError => validationError(NOT_VALID + problem);

export const NOT_VALID = "One or more parameter values are not valid. ";

export const keyDoesNotMatchSchema = (): AwsError =>
  validationError("The provided key element does not match the schema");

export const itemTooLarge = (): AwsError => validationError("Item size has exceeded the maximum allowed size");

/** Of an item that an update would make. */
export const updatedItemTooLarge = (): AwsError =>
  validationError("Item size to update has exceeded the maximum allowed size");

export const nestedTooDeep = (): AwsError =>
  valueError(
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
  );

/** Of operations on items. */
export const resourceNotFound = (): AwsError => resourceNotFoundException("Requested resource not found");

/** Of operations on a table itself. */
export const tableNotFound = (name: string): AwsError =>
  resourceNotFoundException(`Requested resource not found: Table: ${name} not found`);

const resourceNotFoundException = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, { status: 400 });

/** @param item the item as it is, where the request asks for it */
export const conditionalCheckFailed = (item?: Item): AwsError =>
  new AwsError("ConditionalCheckFailedException", "The conditional request failed", {
    status: 400,
    members: item === undefined ? {} : { Item: item },
  });
