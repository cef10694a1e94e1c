import { AwsError } from "@skylab/aws";

// As SDKs show them: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html

/** The connection is not open: not any more, or never was. AWS says nothing beside the code. */
export const gone = (): AwsError => new AwsError("GoneException", "");

/** The client takes less than is written to it. */
export const bufferFull = (): AwsError => new AwsError("LimitExceededException", "");

export const messageTooLong = (): AwsError => new AwsError("PayloadTooLargeException", "Message too long");

export const noSuchApi = (): AwsError => new AwsError("ForbiddenException", "Forbidden");

export const badConnectionId = (connectionId: string): AwsError =>
  new AwsError("BadRequestException", `Invalid connectionId: ${connectionId}`, { status: 400 });
