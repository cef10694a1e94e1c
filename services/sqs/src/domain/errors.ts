import { AwsError } from "@skylab/aws";

/** A parameter that breaks a rule. SQS's model does not know it; JSON clients see it with `Exception`, Query clients without. */
export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, { queryCode: "InvalidParameterValue" });

/** The most frequent form of `invalidParameter`. AWS leaves two spaces where the value is empty. */
export const invalidValue = (parameter: string, value: string | number, reason: string): AwsError =>
  invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);

export const missingParameter = (parameter: string): AwsError =>
  new AwsError("MissingRequiredParameterException", `The request must contain the parameter ${parameter}.`, {
    queryCode: "MissingParameter",
  });

export const notForThisQueueType = (parameter: string, value: string | number): AwsError =>
  invalidValue(parameter, value, "The request include parameter that is not valid for this queue type.");

export const queueDoesNotExist = (): AwsError =>
  new AwsError("QueueDoesNotExist", "The specified queue does not exist.", {
    queryMessage: "The specified queue does not exist for this wsdl version.",
  });

/** AWS names the endpoint that was asked, not the address that it did not understand. */
export const invalidAddress = (endpoint: string): AwsError =>
  new AwsError("InvalidAddress", `The address ${endpoint}/ is not valid for this endpoint.`);

export const invalidAction = (operation: string): AwsError =>
  new AwsError("InvalidAction", `The action ${operation} is not valid for this endpoint.`);

export const queueNameExists = (attribute: string): AwsError =>
  new AwsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const queueDeletedRecently = (): AwsError =>
  new AwsError(
    "QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
  );

export const purgeInProgress = (queueName: string): AwsError =>
  new AwsError("PurgeQueueInProgress", `Only one PurgeQueue operation on ${queueName} is allowed every 60 seconds.`);

export const invalidAttributeName = (message: string): AwsError => new AwsError("InvalidAttributeName", message);

export const unknownAttribute = (name: string): AwsError => invalidAttributeName(`Unknown Attribute ${name}.`);

export const invalidAttributeValue = (attribute: string, reason?: string): AwsError =>
  new AwsError(
    "InvalidAttributeValue",
    `Invalid value for the parameter ${attribute}.${reason === undefined ? "" : ` Reason: ${reason}`}`,
  );

export const overLimit = (message: string): AwsError => new AwsError("OverLimit", message);

export const tooManyInFlight = (): AwsError =>
  overLimit(
    "Too many messages have been received without being deleted.\n" +
      "Please delete your received messages or let them timeout before receiving more.",
  );

export const invalidMessageContents = (character: string): AwsError =>
  new AwsError(
    "InvalidMessageContents",
    `Invalid binary character '#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}' was found in the message body, ` +
      "the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].",
  );

export const messageTooLong = (maximumBytes: number): AwsError =>
  invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${maximumBytes} bytes.`);

/** What AWS says of one entry of a batch, in other words than of a single message. */
export const messageInBatchTooLong = (maximumBytes: number): AwsError =>
  invalidParameter(
    `One or more parameters cannot be validated. Reason: Message must be shorter than ${maximumBytes} bytes.`,
  );

export const emptyBatch = (entryName: string): AwsError =>
  new AwsError("EmptyBatchRequest", `There should be at least one ${entryName} in the request.`);

export const tooManyEntries = (maximum: number, count: number): AwsError =>
  new AwsError(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are ${maximum}. You have sent ${count}.`,
  );

export const invalidBatchEntryId = (): AwsError =>
  new AwsError(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );

export const batchEntryIdsNotDistinct = (id: string): AwsError =>
  new AwsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);

export const batchTooLong = (maximumBytes: number, bytes: number): AwsError =>
  new AwsError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${maximumBytes} bytes. You have sent ${bytes} bytes.`,
  );

export const receiptHandleIsInvalid = (handle: string): AwsError =>
  new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);

export const receiptHandleExpired = (handle: string): AwsError =>
  invalidValue("ReceiptHandle", handle, "The receipt handle has expired.");

export const messageNotAvailable = (handle: string): AwsError =>
  invalidValue("ReceiptHandle", handle, "Message does not exist or is not available for visibility timeout change.");

export const resourceNotFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);
