import type { LifecycleRule, Transition } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { refusalOf } from "../../testing/refusals.ts";
import { readLifecycle, readMinimumSize } from "./lifecycle.ts";

const MALFORMED =
  "MalformedXML: The XML you provided was not well-formed or did not validate against our published schema";

const newId = (): string => "made";

const rule = (more: Partial<LifecycleRule>): LifecycleRule => ({
  ID: "r",
  Status: "Enabled",
  Filter: { Prefix: "" },
  Expiration: { Days: 1 },
  ...more,
});

const transitions = (...steps: Transition[]): Partial<LifecycleRule> => ({ Expiration: undefined, Transitions: steps });

const TAG = { Key: "k", Value: "v" };

describe("a lifecycle", () => {
  it.each([
    ["for a prefix", { Filter: { Prefix: "logs/" } }],
    ["for everything", { Filter: {} }],
    ["in the old form", { Filter: undefined, Prefix: "logs/" }],
    ["for a tag", { Filter: { Tag: TAG } }],
    ["for a size", { Filter: { ObjectSizeGreaterThan: 0 } }],
    [
      "for all of these",
      { Filter: { And: { Prefix: "", Tags: [TAG], ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 2 } } },
    ],
    ["on a date", { Expiration: { Date: new Date("2030-01-01T00:00:00Z") } }],
    ["of lone delete markers", { Expiration: { ExpiredObjectDeleteMarker: true } }],
    ["of noncurrent versions", { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 500 } }],
    ["of uploads alone", { Expiration: undefined, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
    [
      "of transitions in their order",
      transitions(
        { Days: 30, StorageClass: "STANDARD_IA" },
        { Days: 60, StorageClass: "GLACIER" },
        { Days: 150, StorageClass: "DEEP_ARCHIVE" },
      ),
    ],
    ["of a transition at once", transitions({ Days: 0, StorageClass: "INTELLIGENT_TIERING" })],
  ] satisfies [string, Partial<LifecycleRule>][])("may have a rule %s", (_, more) => {
    expect(readLifecycle({ Rules: [rule(more)] }, newId)).toEqual([rule(more)]);
  });

  it("gives ids to rules that have none", () => {
    const ids = readLifecycle({ Rules: [rule({ ID: undefined }), rule({ ID: "" }), rule({})] }, newId);
    expect(ids.map(({ ID: id }) => id)).toEqual(["made", "made", "r"]);
  });

  it.each([
    [{ Filter: undefined }, MALFORMED],
    [{ Filter: { Prefix: "a", Tag: TAG } }, MALFORMED],
    [{ Filter: { And: { Prefix: "a" } } }, MALFORMED],
    [{ Filter: { And: { Tags: [TAG, TAG] } } }, "InvalidRequest: Duplicate Tag Keys are not allowed."],
    [
      { Filter: { ObjectSizeLessThan: 0 } },
      "InvalidRequest: 'ObjectSizeLessThan' should be between 1 and 1099511627776000.",
    ],
    [
      { Filter: { And: { ObjectSizeGreaterThan: 2, ObjectSizeLessThan: 2 } } },
      "InvalidRequest: 'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    ],
    [{ Expiration: undefined }, "InvalidRequest: At least one action needs to be specified in a rule"],
    [{ Expiration: {} }, MALFORMED],
    [{ Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }, MALFORMED],
    [{ Expiration: { Days: 0 } }, "InvalidArgument: 'Days' for Expiration action must be a positive integer"],
    [{ Expiration: { Date: new Date("2030-01-01T01:00:00Z") } }, "InvalidArgument: 'Date' must be at midnight GMT"],
    [{ NoncurrentVersionExpiration: { NewerNoncurrentVersions: 1 } }, MALFORMED],
    [
      { NoncurrentVersionExpiration: { NoncurrentDays: 0 } },
      "InvalidArgument: 'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
    ],
    [
      { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 0 } },
      "InvalidArgument: 'NewerNoncurrentVersions' must be a positive integer",
    ],
    [{ AbortIncompleteMultipartUpload: {} }, MALFORMED],
    [
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: -1 } },
      "InvalidArgument: 'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
    ],
    [
      { Filter: { Tag: TAG }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      "InvalidRequest: AbortIncompleteMultipartUpload cannot be specified with Tags.",
    ],
    [
      { Filter: { Tag: TAG }, Expiration: { ExpiredObjectDeleteMarker: true } },
      "InvalidRequest: ExpiredObjectDeleteMarker cannot be specified with Tags.",
    ],
    [
      { Filter: { ObjectSizeLessThan: 9 }, Expiration: { ExpiredObjectDeleteMarker: true } },
      "InvalidRequest: ExpiredObjectDeleteMarker cannot be specified with Object Size.",
    ],
    [transitions({ StorageClass: "GLACIER" }), MALFORMED],
    [transitions({ Days: 1 }), MALFORMED],
    [
      transitions({ Days: 29, StorageClass: "STANDARD_IA" }),
      "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    ],
    [
      transitions({ Days: 1, StorageClass: "GLACIER" }, { Days: 2, StorageClass: "GLACIER" }),
      "InvalidRequest: 'StorageClass' must be different for 'Transition' actions in same 'Rule'",
    ],
    [
      transitions({ Days: 90, StorageClass: "DEEP_ARCHIVE" }, { Days: 1, StorageClass: "GLACIER" }),
      "InvalidArgument: 'Days' in the 'Transition' action for StorageClass 'DEEP_ARCHIVE' for filter '(prefix=)' must be 90 days more than 'filter '(prefix=)'' in the 'Transition' action for StorageClass 'GLACIER'",
    ],
    [
      { Expiration: { Days: 30 }, Transitions: [{ Days: 30, StorageClass: "GLACIER" }] },
      "InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
    ],
    [
      {
        Expiration: { Days: 30 },
        Transitions: [{ Date: new Date("2030-01-01T00:00:00Z"), StorageClass: "GLACIER" }],
      },
      "InvalidRequest: Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule",
    ],
  ] satisfies [Partial<LifecycleRule>, string][])("may have no rule of %j", (more, told) => {
    expect(refusalOf(() => readLifecycle({ Rules: [rule(more)] }, newId))).toBe(told);
  });

  const old = (ID: string, Prefix: string): LifecycleRule => rule({ ID, Prefix, Filter: undefined });

  it.each([
    [[], "InvalidRequest: At least one lifecycle rule must be specified."],
    [
      Array.from({ length: 1001 }, (_, n) => rule({ ID: `r${n}` })),
      "InvalidRequest: The number of lifecycle rules must not exceed the allowed limit of 1000 rules.",
    ],
    [[rule({ ID: "i".repeat(256) })], "InvalidArgument: ID length should not exceed allowed limit of 255"],
    [[rule({}), rule({})], "InvalidArgument: Rule ID must be unique. Found same ID for more than one rule"],
    [
      [rule({}), old("o", "")],
      "InvalidRequest: Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
    ],
    [[old("o", ""), rule({})], "InvalidRequest: Filter element can only be used in Lifecycle V2."],
    [
      [old("a", "a"), old("b", "")],
      "InvalidRequest: Found overlapping prefixes '' and 'a' for same action type 'Expiration'",
    ],
  ] satisfies [LifecycleRule[], string][])("may not be of these rules: %#", (rules, told) => {
    expect(refusalOf(() => readLifecycle({ Rules: rules }, newId))).toBe(told);
  });

  it("leaves small objects where they are, unless it says otherwise", () => {
    expect(readMinimumSize(undefined)).toBe("all_storage_classes_128K");
    expect(readMinimumSize("varies_by_storage_class")).toBe("varies_by_storage_class");
  });
});
