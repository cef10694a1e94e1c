import { describe, expect, it } from "vitest";
import { ownOccurrenceOf } from "../objects/occurrence.ts";
import { noSuchQueue, notLetIn, whileDelivering } from "../testing/delivering.ts";
import { makeBucket, put } from "../testing/objects.ts";
import { arnOf, urlOf, useHeardBuckets } from "../testing/heard-buckets.ts";
import { useS3 } from "../testing/use-s3.ts";
import { CompleteMultipartUpload } from "./CompleteMultipartUpload.ts";
import { CopyObject } from "./CopyObject.ts";
import { CreateMultipartUpload } from "./CreateMultipartUpload.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { DeleteObjects } from "./DeleteObjects.ts";
import { DeleteObjectTagging } from "./DeleteObjectTagging.ts";
import { GetBucketNotificationConfiguration } from "./GetBucketNotificationConfiguration.ts";
import { PutObjectAcl } from "./PutObjectAcl.ts";
import { PutObjectTagging } from "./PutObjectTagging.ts";
import { UploadPart } from "./UploadPart.ts";

const test = useS3();
const { configure, eventsAt, makeHeard, receivers } = useHeardBuckets(test);

describe("a notification configuration that is put", () => {
  it("has a test sent to each of its destinations, as S3 that acts for the bucket", async () => {
    const { name } = await makeBucket(test());
    const Events = ["s3:ObjectCreated:Put"] as const;
    await configure(name, {
      QueueConfigurations: [{ QueueArn: arnOf("sqs", "one"), Events: [...Events] }],
      TopicConfigurations: [{ TopicArn: arnOf("sns", "two"), Events: ["s3:ObjectCreated:Copy"] }],
    });
    const message = {
      Service: "Amazon S3",
      Event: "s3:TestEvent",
      Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      Bucket: name,
      RequestId: expect.any(String),
      HostId: expect.stringMatching(/^[\w+/]{75}=$/),
    };
    const as = {
      principal: { name: "s3.amazonaws.com", sourceArn: `arn:aws:s3:::${name}` },
      place: { account: "111122223333", region: "us-east-1" },
    };
    expect(receivers().received).toEqual([
      { to: arnOf("sns", "two"), message, as },
      { to: urlOf("one"), message, as },
    ]);
  });

  it("is refused where destinations are not there, or do not let S3 in", async () => {
    const { name } = await makeBucket(test());
    receivers().refuse(urlOf("gone"), noSuchQueue);
    receivers().refuse(urlOf("closed"), notLetIn);
    const QueueConfigurations = [
      { QueueArn: arnOf("sqs", "gone"), Events: ["s3:ObjectCreated:Put" as const] },
      { QueueArn: arnOf("sqs", "closed"), Events: ["s3:ObjectCreated:Copy" as const] },
    ];
    await expect(configure(name, { QueueConfigurations })).rejects.toMatchObject({
      code: "InvalidArgument",
      message: "Unable to validate the following destination configurations",
      members: {
        ArgumentName1: arnOf("sqs", "gone"),
        ArgumentValue1: "The destination queue does not exist",
        ArgumentName2: arnOf("sqs", "closed"),
        ArgumentValue2:
          "Permissions on the destination queue do not allow S3 to publish notifications from this bucket",
      },
    });
    expect(await test().call(GetBucketNotificationConfiguration, { Bucket: name })).toEqual({});
    await configure(name, { QueueConfigurations }, true);
    expect(await test().call(GetBucketNotificationConfiguration, { Bucket: name })).toMatchObject({
      QueueConfigurations: [{ Id: expect.any(String) }, {}],
    });
  });
});

const affixed = (prefix: string, suffix: string) => ({
  Key: {
    FilterRules: [
      { Name: "prefix" as const, Value: prefix },
      { Name: "suffix" as const, Value: suffix },
    ],
  },
});

describe("what happens in a bucket", () => {
  it("is told by AWS's record", async () => {
    const bucket = await makeHeard({ versioning: "Enabled" });
    const { VersionId: versionId } = await put(test(), bucket, { Key: "a b/ü@!.txt", body: "some text" });
    const [record] = await eventsAt(bucket.queue, 1);
    expect(record).toEqual({
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "us-east-1",
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      eventName: "ObjectCreated:Put",
      userIdentity: { principalId: "AWS:111122223333" },
      requestParameters: { sourceIPAddress: "127.0.0.1" },
      responseElements: {
        "x-amz-request-id": "00000000-0000-0000-0000-000000000000",
        "x-amz-id-2": expect.stringMatching(/^[\w+/]{75}=$/),
      },
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "all",
        bucket: {
          name: bucket.name,
          ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-Z]{13}$/) },
          arn: `arn:aws:s3:::${bucket.name}`,
        },
        object: {
          key: "a+b/%C3%BC%40%21.txt",
          size: 9,
          eTag: "552e21cd4cd9918678e3c1a0df491bc3",
          versionId,
          sequencer: expect.stringMatching(/^[0-9A-F]{20}$/),
        },
      },
    });
  });

  it("is told of by every operation, with the facts that AWS tells of it", async () => {
    const bucket = await makeHeard();
    const { call } = test();
    const at = { Bucket: bucket.name, Key: "k" };
    await put(test(), bucket, { Key: "k", body: "text" });
    await call(CopyObject, { Bucket: bucket.name, Key: "copy", CopySource: `${bucket.name}/k` });
    const { UploadId = "" } = await call(CreateMultipartUpload, at);
    const { ETag } = await call(UploadPart, { ...at, UploadId, PartNumber: 1, ContentLength: 0 });
    const Parts = [{ PartNumber: 1, ETag }];
    await call(CompleteMultipartUpload, { ...at, UploadId, MultipartUpload: { Parts } });
    await call(DeleteObject, at);
    await call(DeleteObjects, { Bucket: bucket.name, Delete: { Objects: [{ Key: "copy" }] } });
    const events = await eventsAt(bucket.queue, 5);
    const facts = events.map(({ eventName, s3 }) => [
      eventName,
      s3.object["key"],
      s3.object["size"],
      "eTag" in s3.object,
    ]);
    expect(facts).toEqual([
      ["ObjectCreated:Put", "k", 4, true],
      ["ObjectCreated:Copy", "copy", 4, true],
      ["ObjectCreated:CompleteMultipartUpload", "k", 0, true],
      ["ObjectRemoved:Delete", "k", undefined, false],
      ["ObjectRemoved:Delete", "copy", undefined, false],
    ]);
  });

  it("to tags and ACLs is told with neither size nor sequencer", async () => {
    const bucket = await makeHeard({
      configurations: { ownership: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] } },
    });
    const at = { Bucket: bucket.name, Key: "k" };
    await put(test(), bucket, { Key: "k", body: "text" });
    await test().call(PutObjectTagging, { ...at, Tagging: { TagSet: [{ Key: "a", Value: "1" }] } });
    await test().call(DeleteObjectTagging, at);
    await test().call(PutObjectAcl, { ...at, ACL: "private" });
    const events = (await eventsAt(bucket.queue, 4)).filter(({ eventName }) => eventName !== "ObjectCreated:Put");
    expect(events.map(({ eventName }) => eventName).toSorted()).toEqual([
      "ObjectAcl:Put",
      "ObjectTagging:Delete",
      "ObjectTagging:Put",
    ]);
    for (const { s3, ...record } of events) {
      expect(record).toMatchObject({ eventVersion: "2.3" });
      expect(s3.object).toEqual({ key: "k", eTag: expect.stringMatching(/^[0-9a-f]{32}$/) });
    }
  });

  it("to versions is told with theirs, and markers as empty objects", async () => {
    const bucket = await makeHeard({ versioning: "Enabled" });
    const at = { Bucket: bucket.name, Key: "k" };
    await put(test(), bucket, { Key: "k", body: "text" });
    const { VersionId } = await test().call(DeleteObject, at);
    await test().call(DeleteObject, { ...at, VersionId });
    const [, marker, deletion] = await eventsAt(bucket.queue, 3);
    const told = { key: "k", versionId: VersionId, sequencer: expect.any(String) };
    expect([marker?.eventName, marker?.s3.object]).toEqual([
      "ObjectRemoved:DeleteMarkerCreated",
      { ...told, eTag: "d41d8cd98f00b204e9800998ecf8427e" },
    ]);
    expect([deletion?.eventName, deletion?.s3.object]).toEqual(["ObjectRemoved:Delete", told]);
  });

  it("by S3 itself is told as its own", async () => {
    const bucket = await makeHeard();
    await put(test(), bucket, { Key: "k", body: "text" });
    const tell = (event: string, more: object): Promise<unknown> =>
      test().store.objects.change(bucket, "k", {
        decide: (current) => (current.kind === "object" ? { ...current } : undefined),
        occurrence: ownOccurrenceOf(bucket, test().engines, { event, ...more }),
      });
    await tell("LifecycleTransition", { transitionedTo: "GLACIER" });
    await tell("ObjectRestore:Completed", { restore: { storageClass: "GLACIER", until: 0 } });
    const events = await eventsAt(bucket.queue, 3);
    const itself = {
      userIdentity: { principalId: "s3.amazonaws.com" },
      requestParameters: { sourceIPAddress: "s3.amazonaws.com" },
    };
    expect(events).toContainEqual(
      expect.objectContaining({
        ...itself,
        eventName: "LifecycleTransition",
        lifecycleEventData: { transitionEventData: { destinationStorageClass: "GLACIER" } },
      }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        ...itself,
        eventName: "ObjectRestore:Completed",
        glacierEventData: {
          restoreEventData: {
            lifecycleRestorationExpiryTime: "1970-01-01T00:00:00.000Z",
            lifecycleRestoreStorageClass: "GLACIER",
          },
        },
      }),
    );
  });

  it("is told those alone who want to hear of such keys and events", async () => {
    const bucket = await makeBucket(test());
    await configure(bucket.name, {
      QueueConfigurations: [
        { QueueArn: arnOf("sqs", "images"), Events: ["s3:ObjectCreated:*"], Filter: affixed("images/", ".jpg") },
      ],
      LambdaFunctionConfigurations: [
        { LambdaFunctionArn: arnOf("lambda", "function:f"), Events: ["s3:ObjectRemoved:Delete"] },
      ],
    });
    for (const Key of ["images/a.jpg", "images/a.png", "a.jpg"]) await put(test(), bucket, { Key, body: "" });
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "a.jpg" });
    const [event] = await eventsAt(urlOf("images"), 1);
    expect(event?.s3.object["key"]).toBe("images/a.jpg");
    const lambda = arnOf("lambda", "function:f");
    // The first is the test of the configuration, which runs no function.
    await whileDelivering(test(), () => expect.poll(() => receivers().at(lambda).length).toBe(2));
    expect(receivers().at(lambda)[1]).toMatchObject({ Records: [{ eventName: "ObjectRemoved:Delete" }] });
  });

  it("is told EventBridge in its own words", async () => {
    const bucket = await makeBucket(test(), { versioning: "Enabled" });
    await configure(bucket.name, { EventBridgeConfiguration: {} });
    const { VersionId } = await put(test(), bucket, { Key: "a b", body: "text" });
    await test().call(DeleteObject, { Bucket: bucket.name, Key: "a b" });
    await whileDelivering(test(), () => expect.poll(() => receivers().at("events").length).toBe(2));
    const entry = {
      Source: "aws.s3",
      DetailType: "Object Created",
      Resources: [`arn:aws:s3:::${bucket.name}`],
      Time: expect.any(Date),
      Detail: expect.any(String),
    };
    const entries = receivers().at("events").flat();
    expect(entries).toContainEqual(entry);
    expect(entries).toContainEqual({ ...entry, DetailType: "Object Deleted" });
    // as: what it is not, the comparison tells.
    const details = entries.map((one) => JSON.parse((one as { readonly Detail: string }).Detail));
    const by = { "request-id": expect.any(String), requester: "111122223333", "source-ip-address": "127.0.0.1" };
    const about = { version: "0", bucket: { name: bucket.name }, ...by };
    expect(details).toContainEqual({
      ...about,
      object: {
        key: "a b",
        size: 4,
        etag: expect.any(String),
        "version-id": VersionId,
        sequencer: expect.any(String),
      },
      reason: "PutObject",
    });
    expect(details).toContainEqual({
      ...about,
      object: {
        key: "a b",
        etag: "d41d8cd98f00b204e9800998ecf8427e",
        "version-id": expect.any(String),
        sequencer: expect.any(String),
      },
      reason: "DeleteObject",
      "deletion-type": "Delete Marker Created",
    });
  });
});
