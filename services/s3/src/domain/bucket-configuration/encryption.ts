import type * as sdk from "@aws-sdk/client-s3";
import { AwsError } from "@skylab/aws";
import { malformedXml } from "../errors.ts";

/** Which algorithms take a key of KMS. */
const BY_KMS: ReadonlySet<string> = new Set(["aws:kms", "aws:kms:dsse"]);

/** By S3's own keys: what every bucket has had since January 2023 that was given nothing else. */
export const DEFAULT_ENCRYPTION: sdk.ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

/**
 * The default encryption that a bucket gets.
 * @throws AwsError MalformedXML, InvalidArgument
 */
export function readEncryption({
  Rules: rules = [],
}: sdk.ServerSideEncryptionConfiguration): sdk.ServerSideEncryptionConfiguration {
  const [rule, ...more] = rules;
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  if (rule === undefined || more.length > 0 || byDefault?.SSEAlgorithm === undefined) throw malformedXml();
  if (byDefault.KMSMasterKeyID !== undefined && !BY_KMS.has(byDefault.SSEAlgorithm)) {
    throw new AwsError(
      "InvalidArgument",
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      { members: { ArgumentName: "ApplyServerSideEncryptionByDefault" } },
    );
  }
  return { Rules: [{ ...rule, BucketKeyEnabled: rule.BucketKeyEnabled ?? false }] };
}
