import { invalidArgument } from "../errors.ts";

/** @throws AwsError InvalidArgument for an encoding that S3 does not know */
export function checkEncodingType(encodingType: string | undefined): void {
  if (encodingType === undefined || encodingType === "" || encodingType === "url") return;
  throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encodingType);
}
