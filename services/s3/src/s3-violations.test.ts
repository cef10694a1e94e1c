import { createCodec, loadModel } from "@skylab/protocol";
import { describe, expect, it } from "vitest";
import { isBucketRegion } from "./domain/buckets/regions.ts";
import { s3Model } from "./s3-model.ts";
import { wordViolations } from "./s3-violations.ts";

const model = s3Model();
const codec = createCodec(model);

function words(name: string, input: Record<string, unknown>): string {
  const operation = model.operations[name];
  if (operation === undefined) throw new Error(`No operation ${name}`);
  const violations = codec.validate(operation, { Bucket: "b", Key: "k", ...input });
  if (violations.length === 0) return "none";
  const { code, message } = wordViolations(model)(violations, operation);
  return `${code}: ${message}`;
}

const MALFORMED =
  "MalformedXML: The XML you provided was not well-formed or did not validate against our published schema";

const MALFORMED_ACL = MALFORMED.replace("MalformedXML", "MalformedACLError");

describe("what breaks S3's model", () => {
  it.each([
    ["PutBucketAccelerateConfiguration", { AccelerateConfiguration: { Status: "enabled" } }, MALFORMED],
    ["PutBucketOwnershipControls", { OwnershipControls: { Rules: [{ ObjectOwnership: "Random" }] } }, MALFORMED],
    ["PutBucketOwnershipControls", { OwnershipControls: {} }, MALFORMED],
    ["PutBucketTagging", { Tagging: { TagSet: [{ Key: "a" }] } }, MALFORMED],
    ["PutBucketTagging", {}, "MissingRequestBodyError: Request Body is empty"],
    [
      "PutBucketTagging",
      { Tagging: { TagSet: [{ Key: "", Value: "a" }] } },
      "InvalidTag: The TagKey you have provided is invalid",
    ],
    ["CreateBucket", { ObjectOwnership: "Random" }, "InvalidArgument: Invalid x-amz-object-ownership header: Random"],
    ["CreateBucket", { ACL: "random" }, "InvalidArgument: "],
    ["PutObjectAcl", { AccessControlPolicy: { Grants: [{ Permission: "EAT" }] } }, MALFORMED_ACL],
    ["CreateBucket", { ACL: "log-delivery-write" }, "none"],
    [
      "PutBucketWebsite",
      { WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: "a", Protocol: "ftp" } } },
      "InvalidRequest: Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
    ],
    [
      "PutBucketNotificationConfiguration",
      { NotificationConfiguration: { QueueConfigurations: [{ QueueArn: "a", Events: ["s3:Random"] }] } },
      "InvalidArgument: The event is not supported for notifications",
    ],
    [
      "PutBucketNotificationConfiguration",
      {
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              QueueArn: "a",
              Events: ["s3:ObjectCreated:*"],
              Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: "a" }] } },
            },
          ],
        },
      },
      "none",
    ],
    ["PutObject", { StorageClass: "COLD" }, "InvalidStorageClass: The storage class you specified is not valid"],
    [
      "PutBucketLifecycleConfiguration",
      { TransitionDefaultMinimumObjectSize: "value", LifecycleConfiguration: {} },
      "InvalidRequest: Invalid TransitionDefaultMinimumObjectSize found: value",
    ],
    ["ListObjects", { EncodingType: "base64" }, "InvalidArgument: Invalid Encoding Method specified in Request"],
  ])("%s is told: %j", (name, input, told) => {
    expect(words(name, input)).toBe(told);
  });
});

describe("what S3 answers otherwise than its model says", () => {
  it("is what it tells of a location constraint: the regions are those of the model", () => {
    const known = loadModel("s3").shapes["BucketLocationConstraint"];
    const names = known?.type === "string" ? (known.enum ?? []) : [];
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !isBucketRegion(name))).toEqual(["EU"]);
  });

  it("is the status of some operations", () => {
    expect(model.operations["PutBucketTagging"]?.http?.status).toBe(204);
    expect(model.operations["PutBucketCors"]?.http?.status).toBe(200);
  });
});
