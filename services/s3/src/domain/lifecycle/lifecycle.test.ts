import type { LifecycleRule, StorageClass } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import type { Bucket } from "../bucket.ts";
import type { DeleteMarker, StoredObject } from "../object-version.ts";
import { midnightAfter } from "./days.ts";
import { dueActions, walkedPrefixes } from "./due-actions.ts";
import { abortionMembers, expirationMember } from "./expiration.ts";

const at = (text: string): number => Date.parse(text);

type Rule = Omit<LifecycleRule, "Status"> & { readonly Status?: "Enabled" | "Disabled" };

const bucketWith = (rules: readonly Rule[], about: Partial<Bucket> = {}): Bucket => ({
  name: "bucket",
  id: "bucket",
  account: "111122223333",
  region: "us-east-1",
  createdAt: 0,
  ...about,
  configurations: {
    lifecycle: { Rules: rules.map((rule) => ({ Status: "Enabled", Filter: {}, ...rule })) },
    ...about.configurations,
  },
});

const MADE = at("2014-01-15T10:30:00Z");

const objectWith = (about: Partial<StoredObject> = {}): StoredObject => ({
  kind: "object",
  key: "logs/a",
  versionId: "v",
  lastModified: MADE,
  owner: "111122223333",
  size: 200_000,
  etag: "e",
  body: { kind: "empty" },
  headers: {},
  metadata: {},
  ...about,
});

const marker: DeleteMarker = { kind: "marker", key: "logs/a", versionId: "m", lastModified: MADE, owner: "o" };

describe("days", () => {
  it.each([
    // The example of AWS's guide.
    ["2014-01-15T10:30:00Z", 3, "2014-01-19T00:00:00Z"],
    ["2014-01-15T23:59:59.999Z", 0, "2014-01-16T00:00:00Z"],
    ["2014-01-15T00:00:00Z", 1, "2014-01-17T00:00:00Z"],
    ["2016-02-28T12:00:00Z", 1, "2016-03-01T00:00:00Z"],
  ])("what was made at %s is %s days old at the midnight of %s", (made, days, midnight) => {
    expect(midnightAfter(at(made), days)).toBe(at(midnight));
  });
});

const told = (rules: readonly Rule[], about: Partial<StoredObject> = {}): string | undefined =>
  expirationMember(bucketWith(rules), objectWith(about)).Expiration;

const expiringAt = (date: string): Rule[] => [{ ID: "r", Expiration: { Date: new Date(date) } }];

describe("the expiration that answers tell of", () => {
  it("is that of the rule that comes first", () => {
    const rules: Rule[] = [
      { ID: "later", Expiration: { Days: 9 } },
      { ID: "first of all", Expiration: { Days: 3 } },
      { ID: "disabled", Status: "Disabled", Expiration: { Days: 1 } },
    ];
    expect(told(rules)).toBe('expiry-date="Sun, 19 Jan 2014 00:00:00 GMT", rule-id="first%20of%20all"');
  });

  it("is a date, where the rule has one, or the midnight after it where the object is younger", () => {
    expect(told(expiringAt("2015-01-01T00:00:00Z"))).toContain('"Thu, 01 Jan 2015 00:00:00 GMT"');
    expect(told(expiringAt("2013-01-01T00:00:00Z"))).toContain('"Thu, 16 Jan 2014 00:00:00 GMT"');
  });

  it.each<readonly [string, LifecycleRule["Filter"], Partial<StoredObject>, boolean]>([
    ["another prefix", { Prefix: "other/" }, {}, false],
    ["its prefix", { Prefix: "logs/" }, {}, true],
    ["its tag", { Tag: { Key: "a", Value: "1" } }, { tags: { a: "1", b: "2" } }, true],
    ["another value of its tag", { Tag: { Key: "a", Value: "2" } }, { tags: { a: "1" } }, false],
    ["a tag, and it has none", { Tag: { Key: "toString", Value: "" } }, {}, false],
    ["a smaller size", { ObjectSizeLessThan: 200_000 }, {}, false],
    ["its size as the most", { ObjectSizeLessThan: 200_001 }, {}, true],
    ["a greater size", { ObjectSizeGreaterThan: 200_000 }, {}, false],
    ["all of it", { And: { Prefix: "logs/", Tags: [{ Key: "a", Value: "1" }] } }, { tags: { a: "1" } }, true],
    ["half of it", { And: { Prefix: "logs/", ObjectSizeGreaterThan: 300_000 } }, {}, false],
  ])("by a rule that is about %s", (_, ...[filter, about, isTold]) => {
    expect(told([{ ID: "r", Filter: filter, Expiration: { Days: 1 } }], about) !== undefined).toBe(isTold);
  });

  it("is by a prefix outside of a filter, too, as rules had it once", () => {
    const rules = [{ ID: "r", Prefix: "logs/", Filter: undefined, Expiration: { Days: 1 } }] as unknown as Rule[];
    expect(told(rules)).toContain('rule-id="r"');
    expect(told(rules, { key: "log" })).toBeUndefined();
  });

  it("is none where no rule expires objects", () => {
    expect(told([{ ID: "r", Transitions: [{ Days: 1, StorageClass: "GLACIER" }] }])).toBeUndefined();
    expect(
      expirationMember(bucketWith([], { configurations: { lifecycle: undefined } as never }), objectWith()),
    ).toEqual({});
  });
});

it("an upload is told when it will be aborted, and by which rule", () => {
  const bucket = bucketWith([
    { ID: "week", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    { ID: "day", Filter: { Prefix: "tmp/" }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
  ]);
  const members = (key: string) => abortionMembers(bucket, { key, begunAt: MADE });
  expect(members("a")).toEqual({ AbortDate: new Date("2014-01-23T00:00:00Z"), AbortRuleId: "week" });
  expect(members("tmp/a")).toEqual({ AbortDate: new Date("2014-01-17T00:00:00Z"), AbortRuleId: "day" });
});

const day = (days: number): number => midnightAfter(MADE, days);

describe("transitions", () => {
  type Step = readonly [number, StorageClass];
  const rule = (...steps: Step[]): Rule => ({
    Transitions: steps.map(([Days, StorageClass]) => ({ Days, StorageClass: StorageClass as "GLACIER" })),
  });

  it.each<readonly [string, StorageClass | undefined, Rule[], number, StorageClass | undefined]>([
    ["a day too early", undefined, [rule([30, "STANDARD_IA"])], 29, undefined],
    ["on its day", undefined, [rule([30, "STANDARD_IA"])], 30, "STANDARD_IA"],
    ["by two steps at once", undefined, [rule([30, "STANDARD_IA"], [90, "GLACIER"])], 100, "GLACIER"],
    ["already there", "GLACIER", [rule([30, "STANDARD_IA"], [90, "GLACIER"])], 100, undefined],
    ["not up again", "GLACIER", [rule([30, "STANDARD_IA"])], 100, undefined],
    ["from an archive into a deeper one", "GLACIER", [rule([0, "DEEP_ARCHIVE"])], 0, "DEEP_ARCHIVE"],
    ["not from One Zone-IA to Instant Retrieval", "ONEZONE_IA", [rule([0, "GLACIER_IR"])], 0, undefined],
    ["two rules on a day", undefined, [rule([30, "STANDARD_IA"]), rule([30, "GLACIER"])], 30, "GLACIER"],
    [
      "two rules on a day, with Intelligent-Tiering",
      undefined,
      [rule([30, "INTELLIGENT_TIERING"]), rule([30, "GLACIER_IR"])],
      30,
      "INTELLIGENT_TIERING",
    ],
    [
      "and not elsewhere a day later",
      "INTELLIGENT_TIERING",
      [rule([30, "INTELLIGENT_TIERING"]), rule([30, "GLACIER_IR"])],
      31,
      undefined,
    ],
    ["from reduced redundancy", "REDUCED_REDUNDANCY", [rule([0, "GLACIER"])], 0, "GLACIER"],
  ])("%s", (_, ...[from, rules, days, to]) => {
    const object = objectWith(from === undefined ? {} : { storageClass: from });
    const actions = dueActions(bucketWith(rules), { version: object, isAlone: true }, day(days));
    expect(actions).toEqual(to === undefined ? [] : [{ kind: "transition", to }]);
  });

  const SMALL = objectWith({ size: 128 * 1024 - 1 });

  it.each<readonly [string, StorageClass, "all_storage_classes_128K" | "varies_by_storage_class", Rule, boolean]>([
    ["to no class", "GLACIER", "all_storage_classes_128K", {}, false],
    ["to an archive, in buckets of old", "GLACIER", "varies_by_storage_class", {}, true],
    ["to no other class there", "GLACIER_IR", "varies_by_storage_class", {}, false],
    [
      "where the rule asks for sizes",
      "GLACIER_IR",
      "all_storage_classes_128K",
      { Filter: { ObjectSizeGreaterThan: 1 } },
      true,
    ],
  ])("a small object goes %s", (_, ...[to, minimum, filter, goes]) => {
    const bucket = bucketWith([]);
    const rules = [{ Status: "Enabled" as const, ...rule([0, to]), ...filter }];
    const lifecycle = { Rules: rules, TransitionDefaultMinimumObjectSize: minimum };
    const actions = dueActions({ ...bucket, configurations: { lifecycle } }, { version: SMALL, isAlone: true }, day(0));
    expect(actions.length).toBe(goes ? 1 : 0);
  });
});

describe("what is due", () => {
  const now = at("2014-03-01T00:00:00Z");
  const kinds = (bucket: Bucket, placed: Parameters<typeof dueActions>[1]): string[] =>
    dueActions(bucket, placed, now).map((action) => action.kind);

  it("an expired object is deleted for good, and goes nowhere before, where there are no versions", () => {
    const rules: Rule[] = [{ Expiration: { Days: 2 }, Transitions: [{ Days: 1, StorageClass: "GLACIER" }] }];
    const placed = { version: objectWith(), isAlone: true };
    expect(kinds(bucketWith(rules), placed)).toEqual(["expire"]);
    expect(kinds(bucketWith(rules, { versioning: "Enabled" }), placed)).toEqual(["transition", "expire"]);
  });

  it.each<readonly [string, Rule, number, number, string[]]>([
    ["old enough", { NoncurrentVersionExpiration: { NoncurrentDays: 2 } }, 3, 0, ["remove"]],
    ["not old enough", { NoncurrentVersionExpiration: { NoncurrentDays: 5 } }, 3, 0, []],
    [
      "among the newest that stay",
      { NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 2 } },
      3,
      1,
      [],
    ],
    [
      "behind them",
      { NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 2 } },
      3,
      2,
      ["remove"],
    ],
    [
      "to go elsewhere",
      { NoncurrentVersionTransitions: [{ NoncurrentDays: 2, StorageClass: "GLACIER" }] },
      3,
      0,
      ["transition"],
    ],
    ["only concerned as the current one", { Expiration: { Days: 1 } }, 3, 0, []],
  ])("a version that is not current, and %s", (_, ...[rule, days, newer, due]) => {
    const since = now - days * 24 * 60 * 60 * 1000;
    const placed = { version: objectWith(), noncurrent: { since, newer }, isAlone: false };
    expect(kinds(bucketWith([rule], { versioning: "Enabled" }), placed)).toEqual(due);
  });

  it("a locked version stays, and may go elsewhere", () => {
    const rules: Rule[] = [
      { NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      { NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: "GLACIER" }] },
    ];
    const bucket = bucketWith(rules, { versioning: "Enabled", objectLock: true });
    const version = objectWith({ legalHold: "ON" });
    expect(kinds(bucket, { version, noncurrent: { since: MADE, newer: 0 }, isAlone: false })).toEqual(["transition"]);
  });

  it.each<readonly [string, Rule, boolean, string[]]>([
    ["where the rule says so", { Expiration: { ExpiredObjectDeleteMarker: true } }, true, ["remove"]],
    ["not where it says not so", { Expiration: { ExpiredObjectDeleteMarker: false } }, true, []],
    ["where objects of its age expire", { Expiration: { Days: 9 } }, true, ["remove"]],
    ["not where it hides something", { Expiration: { ExpiredObjectDeleteMarker: true } }, false, []],
    ["not by a rule about sizes", { Filter: { ObjectSizeGreaterThan: 1 }, Expiration: { Days: 9 } }, true, []],
  ])("a delete marker goes %s", (_, ...[rule, isAlone, due]) => {
    expect(kinds(bucketWith([rule], { versioning: "Enabled" }), { version: marker, isAlone })).toEqual(due);
  });
});

const expiring = (prefix: string): Rule => ({ Filter: { Prefix: prefix }, Expiration: { Days: 1 } });

it("keys are gone through once, and only those that a rule is about", () => {
  const uploads = { Filter: { Prefix: "u/" }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } };
  const bucket = bucketWith([expiring("b/"), expiring("a/b"), uploads, expiring("a/"), expiring("a0")]);
  expect(walkedPrefixes(bucket, "versions")).toEqual(["a/", "a0", "b/"]);
  expect(walkedPrefixes(bucket, "uploads")).toEqual(["u/"]);
});
