import { AwsError } from "@skylab/aws";
import { invalidParameterValue, requestEntityTooLarge } from "../errors.ts";
import { MAX_UNZIPPED_BYTES, MAX_ZIPPED_BYTES } from "./limits.ts";

export const cannotUnzip = (): AwsError =>
  invalidParameterValue("Could not unzip uploaded file. Please check your file, then try to upload again.");

export const zippedTooLarge = (): AwsError =>
  requestEntityTooLarge(`Zipped size must be smaller than ${MAX_ZIPPED_BYTES} bytes`);

export const unzippedTooLarge = (): AwsError =>
  invalidParameterValue(`Unzipped size must be smaller than ${MAX_UNZIPPED_BYTES} bytes`);

export const withLayersTooLarge = (bytes: number): AwsError =>
  invalidParameterValue(
    `Function code combined with layers exceeds the maximum allowed size of ${MAX_UNZIPPED_BYTES} bytes. The actual size is ${bytes} bytes.`,
  );

export const noSource = (): AwsError => invalidParameterValue("Please provide a source for function code.");

export const codeStorageExceeded = (): AwsError =>
  new AwsError("CodeStorageExceededException", "Code storage limit exceeded.", { members: { Type: "User" } });

/** Whose signature is not there, or not one that the function's code signing configuration accepts. */
export const codeNotVerified = (name: string): AwsError =>
  new AwsError(
    "CodeVerificationFailedException",
    `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${name}.`,
    { members: { Type: "User" } },
  );
