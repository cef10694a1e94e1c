/**
 * The spaces of records whose keys are the ids of blobs: those that a service holds, and those that it is about to remove.
 * All services share the blobs: whoever collects what crashes have left to nobody asks all of these.
 */
export const BLOB_SPACES = {
  s3: { held: "s3.blobs", garbage: "s3.garbage" },
  lambda: { held: "lambda.code", garbage: "lambda.code-garbage" },
} as const;
