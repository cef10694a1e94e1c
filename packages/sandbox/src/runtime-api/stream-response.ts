import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { deferred } from "../deferred.ts";
import type { StreamAnswer, StreamEnd } from "./answer.ts";
import { MAX_STREAMED_BYTES } from "./limits.ts";

/** Takes a response that its runtime writes piece by piece, and as fast as somebody reads it. */
export function streamResponse(request: IncomingMessage): StreamAnswer {
  const body = new PassThrough();
  // Nobody may hear of it: it ends all the same, and the function goes on writing to nobody.
  body.on("error", () => undefined);
  let bytes = 0;
  const { promise: ended, resolve } = deferred<StreamEnd>();
  const finish = (end: Omit<StreamEnd, "bytes">): void => {
    resolve({ ...end, bytes });
    if (!body.destroyed) body.end();
  };
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_STREAMED_BYTES) finish({ isWhole: false, ...TOO_LARGE });
    else if (!body.destroyed && !body.writableEnded && !body.write(chunk)) request.pause();
  });
  body.on("drain", () => request.resume());
  body.once("close", () => request.resume());
  request.once("end", () => finish({ isWhole: true, ...trailersOf(request) }));
  request.once("error", () => finish({ isWhole: false }));
  request.once("close", () => finish({ isWhole: false }));
  const contentType = request.headers["content-type"];
  return { kind: "stream", contentType, body, ended, cut: () => finish({ isWhole: false }) };
}

const TOO_LARGE = {
  errorType: "Function.ResponseSizeTooLarge",
  errorDetails: JSON.stringify({
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_STREAMED_BYTES} bytes).`,
  }),
};

/** What went wrong midway stands behind the body. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming */
function trailersOf({ trailers }: IncomingMessage): { readonly errorType?: string; readonly errorDetails?: string } {
  const errorType = trailers["lambda-runtime-function-error-type"];
  const body = trailers["lambda-runtime-function-error-body"];
  if (errorType === undefined) return {};
  return { errorType, ...(body !== undefined && { errorDetails: Buffer.from(body, "base64").toString() }) };
}
