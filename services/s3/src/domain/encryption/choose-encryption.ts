import type * as sdk from "@aws-sdk/client-s3";
import type { Bucket } from "../bucket.ts";
import type { StoredEncryption } from "../object-version.ts";
import { type CustomerKey, type CustomerKeyInput, readCustomerKey } from "./customer-key.ts";
import { incompatibleEncryption, keyNeedsKms, unknownEncryption } from "./errors.ts";

/** The members of an input that say how an object is to be encrypted. */
export type EncryptionInput = CustomerKeyInput & {
  readonly ServerSideEncryption?: sdk.ServerSideEncryption | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly SSEKMSEncryptionContext?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
};

/** How an object is to be encrypted. */
export type ChosenEncryption = {
  /** Absent: AES256, as S3 does unasked. */
  readonly stored?: StoredEncryption;
  /** By which its bytes are really encrypted. */
  readonly customerKey?: CustomerKey;
};

/**
 * How an object is to be encrypted: as the request says, or else the bucket. `nonce`: for a customer's key.
 * @throws AwsError InvalidArgument, InvalidEncryptionAlgorithmError
 */
export function chooseEncryption(bucket: Bucket, input: EncryptionInput, nonce: () => string): ChosenEncryption {
  const customerKey = readCustomerKey(input);
  const { ServerSideEncryption: asked, SSEKMSKeyId: keyId } = input;
  if (customerKey !== undefined) {
    if (asked !== undefined) throw incompatibleEncryption(asked);
    return { customerKey, stored: { algorithm: "SSE-C", customerKeyMd5: customerKey.md5, iv: nonce() } };
  }
  if (keyId !== undefined && !isKms(asked)) throw keyNeedsKms();
  if (asked !== undefined) return encryptedBy(bucket, asked, input);
  const byDefault = bucket.configurations.encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  if (byDefault === undefined) return {};
  const { SSEAlgorithm: algorithm = "AES256", KMSMasterKeyID: defaultKeyId } = byDefault;
  return encryptedBy(bucket, algorithm, { ...input, SSEKMSKeyId: defaultKeyId });
}

function encryptedBy(bucket: Bucket, algorithm: sdk.ServerSideEncryption, input: EncryptionInput): ChosenEncryption {
  if (algorithm === "AES256") return {};
  if (!isKms(algorithm)) throw unknownEncryption(algorithm);
  const context = input.SSEKMSEncryptionContext;
  const bucketKey = input.BucketKeyEnabled ?? bucket.configurations.encryption?.Rules?.[0]?.BucketKeyEnabled;
  return {
    stored: {
      algorithm,
      kmsKeyId: kmsKeyArn(bucket, input.SSEKMSKeyId),
      ...(bucketKey === true && { bucketKey }),
      ...(context !== undefined && { context }),
    },
  };
}

const isKms = (algorithm: sdk.ServerSideEncryption | undefined): boolean => algorithm?.startsWith("aws:kms") === true;

/** The ARN of a KMS key that is named by it, its id, or an alias; of S3's own where none is named. */
export function kmsKeyArn({ region, account }: Bucket, keyId = "alias/aws/s3"): string {
  if (keyId.startsWith("arn:")) return keyId;
  return `arn:aws:kms:${region}:${account}:${keyId.startsWith("alias/") ? keyId : `key/${keyId}`}`;
}
