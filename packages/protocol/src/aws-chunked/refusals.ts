import { AwsError } from "@skylab/aws";

/** Whatever is wrong with the chunks, S3 says this. */
export const bodyTerminated = (): AwsError =>
  new AwsError("IncompleteBody", "The request body terminated unexpectedly");

/** The data has another length than `x-amz-decoded-content-length` says. */
export const wrongLength = (expected: number, provided: number): AwsError =>
  new AwsError(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
    {
      members: { NumberBytesExpected: expected, NumberBytesProvided: provided },
    },
  );

/** S3 notices a chunk that is too small when another one follows, and then names that one's number. */
export const chunkTooSmall = (nextChunk: number, size: number): AwsError =>
  new AwsError("InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes", {
    status: 403,
    members: { Chunk: nextChunk, BadChunkSize: size },
  });

/** The trailers are no headers, or not the ones that `x-amz-trailer` announces. */
export const malformedTrailer = (): AwsError =>
  new AwsError(
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
  );

/** `x-amz-trailer` announces something that is no checksum. */
export const unsupportedTrailer = (): AwsError =>
  new AwsError("InvalidRequest", "The value specified in the x-amz-trailer header is not supported");

/** An aws-chunked body needs `x-amz-decoded-content-length`. */
export const missingLength = (): AwsError =>
  new AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.", { status: 411 });
