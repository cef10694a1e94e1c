import { SNSServiceException } from "@aws-sdk/client-sns";

/** Why a request is refused: `404 NotFoundException: Topic does not exist`. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SNSServiceException)) throw new Error("The request was not refused.", { cause: error });
  return `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`;
}
