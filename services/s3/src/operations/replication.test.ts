import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { ReplicationRule } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import type { Bucket } from "../domain/bucket.ts";
import type { ObjectVersion } from "../domain/object-version.ts";
import { receive, type Receivers, whileDelivering } from "../testing/delivering.ts";
import { changeBucket, got, makeBucket, put } from "../testing/objects.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CompleteMultipartUpload } from "./CompleteMultipartUpload.ts";
import { CreateMultipartUpload } from "./CreateMultipartUpload.ts";
import { DeleteBucket } from "./DeleteBucket.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { GetObject } from "./GetObject.ts";
import { HeadObject } from "./HeadObject.ts";
import { PutObjectTagging } from "./PutObjectTagging.ts";
import { UploadPart } from "./UploadPart.ts";

const test = useS3();

/** Too large for the records. */
const BODY = "x".repeat(100_000);

const ROLE = "arn:aws:iam::111122223333:role/replication";
const ENABLED = { Status: "Enabled" } as const;
const DISABLED = { Status: "Disabled" } as const;

let receivers: Receivers;
beforeEach(() => {
  receivers = receive(test());
});

const ruleOf = (index: number): ReplicationRule => ({
  ID: String(index),
  Status: "Enabled",
  Priority: index,
  Filter: {},
  DeleteMarkerReplication: DISABLED,
  Destination: undefined,
});

/** A bucket that replicates to others by these rules, which take everything and no markers where they say nothing else. */
const makeSource = (...rules: readonly Partial<ReplicationRule>[]): Promise<Bucket> =>
  makeBucket(test(), {
    versioning: "Enabled",
    configurations: {
      replication: {
        Role: ROLE,
        Rules: rules.map((rule, index) => Object.assign(ruleOf(index), rule)),
      },
    },
  });

const makeDestination = (about: Partial<Bucket> = {}): Promise<Bucket> =>
  makeBucket(test(), { versioning: "Enabled", ...about });

const to = ({ name }: Bucket, more: object = {}): Partial<ReplicationRule> => ({
  Destination: { Bucket: `arn:aws:s3:::${name}`, ...more },
});

const find = (bucket: Bucket, key: string, versionId?: string): Promise<ObjectVersion | undefined> =>
  test().store.objects.find(bucket, key, versionId);

const statusOf = async (bucket: Bucket, Key: string): Promise<string | undefined> =>
  (await test().call(HeadObject, { Bucket: bucket.name, Key })).ReplicationStatus;

/** Replicates until an object tells that it is done with. */
const replicated = (bucket: Bucket, key: string, status = "COMPLETED"): Promise<void> =>
  whileDelivering(test(), () => expect.poll(() => statusOf(bucket, key)).toBe(status));

describe("an object that is put into a bucket with replication", () => {
  it("is pending, and then there under the same version, as it was put", async () => {
    const destination = await makeDestination({ region: "eu-west-1" });
    const source = await makeSource(to(destination, { StorageClass: "STANDARD_IA" }));
    const { VersionId } = await put(test(), source, {
      Key: "k",
      body: BODY,
      ContentType: "text/plain",
      Metadata: { one: "1" },
      Tagging: "a=1",
      ChecksumSHA256: createHash("sha256").update(BODY).digest("base64"),
    });
    expect(await statusOf(source, "k")).toBe("PENDING");
    await replicated(source, "k");
    const original = await test().call(GetObject, { Bucket: source.name, Key: "k", ChecksumMode: "ENABLED" });
    const replica = await test().call(GetObject, {
      Bucket: destination.name,
      Key: "k",
      ChecksumMode: "ENABLED",
    });
    expect({ ...replica, Body: undefined }).toEqual({
      ...original,
      Body: undefined,
      ReplicationStatus: "REPLICA",
      StorageClass: "STANDARD_IA",
    });
    expect(replica.VersionId).toBe(VersionId);
    expect(replica.TagCount).toBe(1);
    expect((await got(test(), destination, { Key: "k" })).toString()).toBe(BODY);
  });

  it("keeps its parts", async () => {
    const destination = await makeDestination();
    const source = await makeSource(to(destination));
    const at = { Bucket: source.name, Key: "k" };
    const { UploadId = "" } = await test().call(CreateMultipartUpload, at);
    const Parts = [];
    for (const [index, bytes] of [Buffer.alloc(5 * 1024 ** 2, "a"), Buffer.from("end")].entries()) {
      const part = { PartNumber: index + 1, Body: Readable.from([bytes]), ContentLength: bytes.length };
      const { ETag } = await test().call(UploadPart, { ...at, UploadId, ...part });
      Parts.push({ PartNumber: part.PartNumber, ETag });
    }
    await test().call(CompleteMultipartUpload, { ...at, UploadId, MultipartUpload: { Parts } });
    await replicated(source, "k");
    expect((await got(test(), destination, { Key: "k", PartNumber: 2 })).toString()).toBe("end");
    expect((await got(test(), destination, { Key: "k" })).length).toBe(5 * 1024 ** 2 + 3);
  });

  it("takes a place among the versions that are there by when it was put", async () => {
    const destination = await makeDestination();
    const source = await makeSource(to(destination));
    const versions: (string | undefined)[] = [];
    for (const body of ["one", "two", "three"]) {
      versions.push((await put(test(), source, { Key: "k", body })).VersionId);
    }
    await whileDelivering(test(), async () => {
      for (const versionId of versions) {
        await expect.poll(() => find(destination, "k", versionId)).toMatchObject({ versionId });
      }
    });
    expect((await got(test(), destination, { Key: "k" })).toString()).toBe("three");
  });

  it("goes where its rules say: those of its prefix and tags, and of several to one place the first in rank", async () => {
    const [one, other] = [await makeDestination(), await makeDestination()];
    const source = await makeSource(
      { ...to(one, { StorageClass: "GLACIER" }), Filter: { Prefix: "a/" } },
      { ...to(one, { StorageClass: "ONEZONE_IA" }), Filter: { Prefix: "a/" } },
      { ...to(other), Filter: { And: { Prefix: "a/", Tags: [{ Key: "to", Value: "other" }] } } },
      { ...to(other), Status: "Disabled" },
    );
    await put(test(), source, { Key: "b/k", body: "" });
    await put(test(), source, { Key: "a/k", body: "" });
    await put(test(), source, { Key: "a/both", body: "", Tagging: "to=other" });
    await replicated(source, "a/k");
    await replicated(source, "a/both");
    expect(await statusOf(source, "b/k")).toBeUndefined();
    expect(await find(one, "a/k")).toMatchObject({ storageClass: "ONEZONE_IA" });
    expect(await find(one, "a/both")).toMatchObject({ storageClass: "ONEZONE_IA" });
    expect(await find(other, "a/k")).toBeUndefined();
    expect(await find(other, "a/both")).toMatchObject({ kind: "object" });
  });

  it("may become the destination's own", async () => {
    const policy = JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: { AWS: ROLE }, Action: "s3:ReplicateObject", Resource: "*" }],
    });
    const elsewhere = { account: "444455556666", configurations: { policy } };
    const [own, same] = [await makeDestination(elsewhere), await makeDestination(elsewhere)];
    const source = await makeSource(
      to(own, { Account: "444455556666", AccessControlTranslation: { Owner: "Destination" } }),
      to(same),
    );
    await put(test(), source, { Key: "k", body: "text" });
    await replicated(source, "k");
    expect(await find(own, "k")).toMatchObject({ owner: "444455556666" });
    expect(await find(same, "k")).toMatchObject({ owner: "111122223333" });
  });

  it("has what changes of its tags changed there, too", async () => {
    const destination = await makeDestination();
    const source = await makeSource(to(destination));
    await put(test(), source, { Key: "k", body: "text", Tagging: "a=1" });
    await replicated(source, "k");
    const TagSet = [{ Key: "b", Value: "2" }];
    await test().call(PutObjectTagging, { Bucket: source.name, Key: "k", Tagging: { TagSet } });
    await whileDelivering(test(), () =>
      expect.poll(() => find(destination, "k")).toMatchObject({ tags: { b: "2" }, replicationStatus: "REPLICA" }),
    );
  });

  it("is told of where it comes to, and replicated no further", async () => {
    const third = await makeDestination();
    const destination = await makeSource(to(third));
    await changeBucket(test(), destination, {
      configurations: { ...destination.configurations, notification: { EventBridgeConfiguration: {} } },
    });
    const source = await makeSource(to(destination));
    await put(test(), source, { Key: "k", body: "text" });
    await replicated(source, "k");
    await whileDelivering(test(), () => expect.poll(() => receivers.at("events").length).toBe(1));
    expect(await statusOf(destination, "k")).toBe("REPLICA");
    expect(await find(third, "k")).toBeUndefined();
  });
});

describe("an object that cannot be replicated", () => {
  it("tells so where the destination is gone, and so does an event where metrics are on", async () => {
    const destination = await makeDestination();
    const source = await makeSource(to(destination, { Metrics: ENABLED }));
    const QueueArn = "arn:aws:sqs:us-east-1:111122223333:failures";
    await changeBucket(test(), source, {
      configurations: {
        ...source.configurations,
        notification: { QueueConfigurations: [{ Id: "f", QueueArn, Events: ["s3:Replication:*"] }] },
      },
    });
    await test().call(DeleteBucket, { Bucket: destination.name });
    await put(test(), source, { Key: "k", body: "text" });
    await replicated(source, "k", "FAILED");
    const url = "https://sqs.us-east-1.amazonaws.com/111122223333/failures";
    await whileDelivering(test(), () => expect.poll(() => receivers.at(url).length).toBe(1));
    expect(receivers.at(url)).toMatchObject([
      {
        Records: [
          {
            eventVersion: "2.2",
            eventName: "Replication:OperationFailedReplication",
            replicationEventData: { replicationRuleId: "0", failureReason: "DstBucketNotFound" },
          },
        ],
      },
    ]);
  });

  it("tells so where another account's bucket does not let the role in", async () => {
    const destination = await makeDestination({ account: "444455556666" });
    const source = await makeSource(to(destination));
    await put(test(), source, { Key: "k", body: "text" });
    await replicated(source, "k", "FAILED");
    expect(await find(destination, "k")).toBeUndefined();
  });
});

describe("what is deleted in a bucket with replication", () => {
  it.each([
    ["is deleted by a marker in the destination where the rule says so", ENABLED],
    ["stays in the destination where it does not", DISABLED],
  ])("%s", async (_what, DeleteMarkerReplication) => {
    const destination = await makeDestination();
    const source = await makeSource({ ...to(destination), DeleteMarkerReplication });
    await put(test(), source, { Key: "k", body: "text" });
    await replicated(source, "k");
    const { VersionId: versionId } = await test().call(DeleteObject, { Bucket: source.name, Key: "k" });
    // What comes behind it is replicated behind it or beside it: so the marker was looked at.
    await put(test(), source, { Key: "after", body: "" });
    await replicated(source, "after");
    await whileDelivering(test(), () =>
      expect
        .poll(() => find(destination, "k"))
        .toMatchObject(DeleteMarkerReplication === ENABLED ? { kind: "marker", versionId } : { kind: "object" }),
    );
  });
});
