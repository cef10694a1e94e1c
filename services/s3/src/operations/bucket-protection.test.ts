import { refusal } from "@skylab/service/testing";
import { expect, test } from "vitest";
import { MALFORMED, newBucket } from "../testing/new-bucket.ts";
import { useS3 } from "../testing/use-s3.ts";
import { GetBucketEncryption } from "./GetBucketEncryption.ts";
import { GetBucketVersioning } from "./GetBucketVersioning.ts";
import { GetObjectLockConfiguration } from "./GetObjectLockConfiguration.ts";
import { PutBucketEncryption } from "./PutBucketEncryption.ts";
import { PutBucketVersioning } from "./PutBucketVersioning.ts";
import { PutObjectLockConfiguration } from "./PutObjectLockConfiguration.ts";

const s3 = useS3();

test("versioning is enabled and suspended, and MFA is asked for by nobody", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const put = (VersioningConfiguration: Parameters<typeof PutBucketVersioning>[0]["VersioningConfiguration"]) =>
    call(PutBucketVersioning, { ...bucket, VersioningConfiguration });
  await put({ Status: "Enabled", MFADelete: "Disabled" });
  expect(await call(GetBucketVersioning, bucket)).toEqual({ Status: "Enabled" });
  await put({ Status: "Suspended" });
  expect(await call(GetBucketVersioning, bucket)).toEqual({ Status: "Suspended" });
  expect(await refusal(put({}))).toBe(
    "IllegalVersioningConfigurationException: The Versioning element must be specified",
  );
  expect(await refusal(put({ Status: "Enabled", MFADelete: "Enabled" }))).toMatch(/^NotImplemented: MFA delete/);
});

test("object lock needs versions, and keeps them from being suspended", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  const enabled = { ObjectLockEnabled: "Enabled" } as const;
  const put = (ObjectLockConfiguration: Parameters<typeof PutObjectLockConfiguration>[0]["ObjectLockConfiguration"]) =>
    call(PutObjectLockConfiguration, { ...bucket, ObjectLockConfiguration });
  expect(await refusal(put(enabled))).toBe(
    "InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
  );
  await call(PutBucketVersioning, { ...bucket, VersioningConfiguration: { Status: "Enabled" } });
  const rule = { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } as const;
  await put({ ...enabled, Rule: rule });
  expect(await call(GetObjectLockConfiguration, bucket)).toEqual({
    ObjectLockConfiguration: { ...enabled, Rule: rule },
  });
  await put(enabled);
  expect(await call(GetObjectLockConfiguration, bucket)).toEqual({ ObjectLockConfiguration: enabled });
  expect(
    await refusal(call(PutBucketVersioning, { ...bucket, VersioningConfiguration: { Status: "Suspended" } })),
  ).toBe(
    "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
  );
  const told = await Promise.all(
    [
      put({}),
      put(undefined),
      put({ ...enabled, Rule: {} }),
      put({ ...enabled, Rule: { DefaultRetention: { Mode: "GOVERNANCE" } } }),
      put({ ...enabled, Rule: { DefaultRetention: { Days: 1 } } }),
      put({ ...enabled, Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1, Years: 1 } } }),
      put({ ...enabled, Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 0 } } }),
    ].map(refusal),
  );
  expect(told).toEqual([
    ...Array.from({ length: 6 }, () => MALFORMED),
    "InvalidArgument: Default retention period must be a positive integer value.",
  ]);
});

test("the default encryption is one rule, and a key is KMS's", async () => {
  const { call } = s3();
  const bucket = await newBucket(s3());
  type Rule = Parameters<typeof PutBucketEncryption>[0]["ServerSideEncryptionConfiguration"]["Rules"][number];
  const put = (...Rules: Rule[]): Promise<object> =>
    call(PutBucketEncryption, { ...bucket, ServerSideEncryptionConfiguration: { Rules } });
  const kms = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "k" } } as const;
  await put(kms);
  expect(await call(GetBucketEncryption, bucket)).toEqual({
    ServerSideEncryptionConfiguration: { Rules: [{ ...kms, BucketKeyEnabled: false }] },
  });
  expect(await refusal(put())).toBe(MALFORMED);
  expect(await refusal(put(kms, kms))).toBe(MALFORMED);
  expect(await refusal(put({}))).toBe(MALFORMED);
  expect(
    await refusal(put({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256", KMSMasterKeyID: "k" } })),
  ).toBe(
    "InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
  );
});
