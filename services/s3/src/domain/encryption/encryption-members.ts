import type * as sdk from "@aws-sdk/client-s3";
import type { StoredEncryption } from "../object-version.ts";

/** The members of an answer that say how an object is encrypted. */
export type EncryptionMembers = {
  readonly ServerSideEncryption?: sdk.ServerSideEncryption;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
};

const SSE_S3: EncryptionMembers = { ServerSideEncryption: "AES256" };

export function encryptionMembers(encryption: StoredEncryption | undefined): EncryptionMembers {
  if (encryption === undefined) return SSE_S3;
  const { algorithm, customerKeyMd5, kmsKeyId, bucketKey } = encryption;
  if (algorithm === "SSE-C") {
    return {
      SSECustomerAlgorithm: "AES256",
      ...(customerKeyMd5 !== undefined && { SSECustomerKeyMD5: customerKeyMd5 }),
    };
  }
  return {
    ServerSideEncryption: algorithm,
    ...(kmsKeyId !== undefined && { SSEKMSKeyId: kmsKeyId }),
    ...(bucketKey === true && { BucketKeyEnabled: true }),
  };
}
