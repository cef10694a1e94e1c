import { AwsError } from "@skylab/aws";

// Words and codes as API Gateway answers them; the model tells the status of each code. What concerns one room alone
// stands there.

export const notFound = (message: string): AwsError => new AwsError("NotFoundException", message);

export const badRequest = (message: string): AwsError => new AwsError("BadRequestException", message);

export const conflict = (message: string): AwsError => new AwsError("ConflictException", message);

/** A limit of an account or an API that one more would break. */
export const limitExceeded = (message: string): AwsError => new AwsError("LimitExceededException", message);

/** A REST API that is not there, or is another's: AWS names the account with it. */
export const noSuchRestApi = (account: string, apiId: string): AwsError =>
  notFound(`Invalid API identifier specified ${account}:${apiId}`);
