import { describe, expect, it } from "vitest";
import { changeAttributes, effectiveAttributes, firstDifference, readAttributes } from "./queue-attributes.ts";

const PLACE = { account: "000000000000", region: "us-east-1" };
const STANDARD = { place: PLACE, name: "orders" };
const FIFO = { place: PLACE, name: "orders.fifo" };

describe("reading attributes", () => {
  it.each([
    ["DelaySeconds", ["0", "900"], ["-1", "901", "", "1.5", "x"]],
    ["MaximumMessageSize", ["1024", "1048576"], ["1023", "1048577"]],
    ["MessageRetentionPeriod", ["60", "1209600"], ["59", "1209601"]],
    ["ReceiveMessageWaitTimeSeconds", ["0", "20"], ["21"]],
    ["VisibilityTimeout", ["0", "43200"], ["43201"]],
    ["KmsDataKeyReusePeriodSeconds", ["60", "86400"], ["59", "86401"]],
    ["KmsMasterKeyId", ["alias/aws/sqs"], ["x".repeat(2049)]],
    ["SqsManagedSseEnabled", ["true", "false"], ["yes", ""]],
  ])("%s takes %j and refuses %j", (name, good, bad) => {
    for (const value of good) expect(readAttributes({ [name]: value }, STANDARD)).toEqual({ [name]: value });
    for (const value of bad) {
      expect(() => readAttributes({ [name]: value }, STANDARD)).toThrow(
        expect.objectContaining({
          code: "InvalidAttributeValue",
          message: `Invalid value for the parameter ${name}.`,
        }),
      );
    }
  });

  it("values are kept in AWS's spelling", () => {
    expect(readAttributes({ DelaySeconds: "007", FifoQueue: "True" }, FIFO)).toEqual({
      DelaySeconds: "7",
      FifoQueue: "true",
    });
    expect(readAttributes({ RedriveAllowPolicy: '{ "redrivePermission" : "denyAll" }' }, STANDARD)).toEqual({
      RedriveAllowPolicy: '{"redrivePermission":"denyAll"}',
    });
  });

  it.each(["Nonsense", "QueueArn", "constructor", "toString"])("%s cannot be set", (name) => {
    expect(() => readAttributes({ [name]: "1" }, STANDARD)).toThrow(
      expect.objectContaining({ code: "InvalidAttributeName", message: `Unknown Attribute ${name}.` }),
    );
  });

  it.each([
    ["FifoQueue", "Unknown Attribute FifoQueue."],
    ["ContentBasedDeduplication", "Unknown Attribute ContentBasedDeduplication."],
    ["DeduplicationScope", "You can specify the DeduplicationScope only when FifoQueue is set to true."],
    ["FifoThroughputLimit", "You can specify the FifoThroughputLimit only when FifoQueue is set to true."],
  ])("%s is for FIFO queues", (name, message) => {
    expect(() => readAttributes({ [name]: "true" }, STANDARD)).toThrow(message);
  });

  it.each(["Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"])("an empty %s takes it away", (name) => {
    expect(changeAttributes({ [name]: "x" }, readAttributes({ [name]: "" }, STANDARD))).toEqual({});
  });
});

describe("changing attributes", () => {
  it("a FIFO queue stays one", () => {
    expect(() => changeAttributes({ FifoQueue: "true" }, { FifoQueue: "false" })).toThrow(
      "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
    );
  });

  it("one kind of encryption ends the other", () => {
    expect(changeAttributes({ SqsManagedSseEnabled: "true" }, { KmsMasterKeyId: "alias/aws/sqs" })).toEqual({
      KmsMasterKeyId: "alias/aws/sqs",
      SqsManagedSseEnabled: "false",
    });
    expect(
      changeAttributes({ KmsMasterKeyId: "k", SqsManagedSseEnabled: "false" }, { SqsManagedSseEnabled: "true" }),
    ).toEqual({ SqsManagedSseEnabled: "true" });
    expect(() => readAttributes({ KmsMasterKeyId: "k", SqsManagedSseEnabled: "true" }, STANDARD)).toThrow(
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
    );
  });

  it("high throughput needs deduplication by message group", () => {
    const limit = { FifoThroughputLimit: "perMessageGroupId" };
    expect(() => changeAttributes({ FifoQueue: "true" }, limit)).toThrow(
      "Invalid value for the parameter FifoThroughputLimit. Reason: The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup",
    );
    const scope = { DeduplicationScope: "messageGroup" };
    expect(changeAttributes({ FifoQueue: "true" }, { ...limit, ...scope })).toMatchObject(limit);
    expect(() => changeAttributes({ ...limit, ...scope }, { DeduplicationScope: "queue" })).toThrow(
      "perMessageGroupId",
    );
  });
});

describe("a queue's attributes", () => {
  it("are AWS's defaults where nothing was set", () => {
    expect(effectiveAttributes({}, false)).toEqual({
      DelaySeconds: "0",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      ReceiveMessageWaitTimeSeconds: "0",
      VisibilityTimeout: "30",
      SqsManagedSseEnabled: "true",
    });
    expect(effectiveAttributes({ FifoQueue: "true" }, true)).toMatchObject({
      FifoQueue: "true",
      ContentBasedDeduplication: "false",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    });
  });

  it("show the reuse period only together with a key", () => {
    expect(effectiveAttributes({ KmsMasterKeyId: "k" }, false)).toMatchObject({ KmsDataKeyReusePeriodSeconds: "300" });
    expect(effectiveAttributes({ KmsDataKeyReusePeriodSeconds: "60" }, false)).not.toHaveProperty(
      "KmsDataKeyReusePeriodSeconds",
    );
  });

  it("differ by the first that was asked for with another value", () => {
    const existing = effectiveAttributes({ DelaySeconds: "5" }, false);
    expect(firstDifference({}, existing)).toBeUndefined();
    expect(firstDifference({ DelaySeconds: "5", VisibilityTimeout: "30" }, existing)).toBeUndefined();
    expect(firstDifference({ VisibilityTimeout: "30", DelaySeconds: "6" }, existing)).toBe("DelaySeconds");
  });
});
