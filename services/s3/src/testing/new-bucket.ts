import { CreateBucket } from "../operations/CreateBucket.ts";
import type { TestS3 } from "./use-s3.ts";

let made = 0;

/** A bucket of its own for a test, made as clients make it. */
export async function newBucket({ call }: TestS3): Promise<{ readonly Bucket: string }> {
  made += 1;
  const input = { Bucket: `configured-${made}` };
  await call(CreateBucket, input);
  return input;
}

export const MALFORMED =
  "MalformedXML: The XML you provided was not well-formed or did not validate against our published schema";
