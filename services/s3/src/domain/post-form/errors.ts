import { AwsError } from "@skylab/aws";
import { invalidArgument } from "../errors.ts";

// S3's words, as recorded and as its clients have published them; what nobody has is named in the README.

/** The body is no multipart/form-data. */
export const notAForm = (): AwsError =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    members: { Condition: "Bucket POST must be of the enclosure-type multipart/form-data" },
  });

/** The body says that it is a form, and is none. */
export const malformedForm = (): AwsError =>
  new AwsError("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.", {
    status: 400,
  });

/** The spelling is S3's. */
export const fieldsTooLarge = (maxBytes: number): AwsError =>
  new AwsError("MaxPostPreDataLengthExceeded", "Your POST request fields preceeding the upload file was too large.", {
    status: 400,
    members: { MaxPostPreDataLengthBytes: String(maxBytes) },
  });

export const noFile = (): AwsError =>
  invalidArgument("POST requires exactly one file upload per request.", "file", "0");

/** The policy is none. */
export const invalidPolicy = (problem: string): AwsError =>
  new AwsError("InvalidPolicyDocument", `Invalid Policy: ${problem}`, { status: 400 });

export const policyExpired = (): AwsError => notByPolicy("Policy expired.");

/** `condition` as the policy has it: `["eq", "$acl", "private"]`. */
export const conditionFailed = (condition: string): AwsError => notByPolicy(`Policy Condition failed: ${condition}`);

export const extraFields = (names: readonly string[]): AwsError =>
  notByPolicy(`Extra input fields: ${names.join(", ")}`);

const notByPolicy = (problem: string): AwsError =>
  new AwsError("AccessDenied", `Invalid according to Policy: ${problem}`, { status: 403 });

export const fileTooLarge = (bytes: number, maxBytes: number): AwsError =>
  new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
    status: 400,
    members: { ProposedSize: String(bytes), MaxSizeAllowed: String(maxBytes) },
  });

export const fileTooSmall = (bytes: number, minBytes: number): AwsError =>
  new AwsError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    status: 400,
    members: { ProposedSize: String(bytes), MinSizeAllowed: String(minBytes) },
  });
