import { AwsError } from "@skylab/aws";
import { accessDenied, invalidArgument, invalidRequest } from "../errors.ts";

const HEADER = "x-amz-server-side-encryption";

export const noCustomerKey = (): AwsError =>
  invalidArgument(
    "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.",
    HEADER,
    "null",
  );

export const noCustomerAlgorithm = (): AwsError =>
  invalidArgument(
    "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.",
    HEADER,
    "null",
  );

export const unknownCustomerAlgorithm = (algorithm: string): AwsError =>
  new AwsError(
    "InvalidEncryptionAlgorithmError",
    "The Encryption request you specified is not valid. Supported value: AES256.",
    { members: { ArgumentName: HEADER, ArgumentValue: algorithm } },
  );

export const invalidCustomerKey = (): AwsError =>
  invalidArgument("The secret key was invalid for the specified algorithm.", HEADER, "null");

export const wrongCustomerKeyMd5 = (): AwsError =>
  invalidArgument("The calculated MD5 hash of the key did not match the hash that was provided.", HEADER, "null");

export const incompatibleEncryption = (algorithm: string): AwsError =>
  invalidArgument(
    "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
    HEADER,
    algorithm,
  );

export const unknownEncryption = (algorithm: string): AwsError =>
  invalidArgument("The encryption method specified is not supported", HEADER, algorithm);

export const keyNeedsKms = (): AwsError =>
  invalidArgument(
    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
    HEADER,
    undefined,
  );

export const customerKeyMissing = (): AwsError =>
  invalidRequest(
    "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
  );

export const customerKeyNotApplicable = (): AwsError =>
  invalidRequest("The encryption parameters are not applicable to this object.");

export function wrongCustomerKey(): AwsError {
  const { code, status } = accessDenied();
  return new AwsError(
    code,
    "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
    { ...(status !== undefined && { status }) },
  );
}
