import { describe, expect, it } from "vitest";
import { all, attribute, hash, range, simpleTable, units } from "../../testing/table-requests.ts";
import { newTable } from "./new-table.ts";
import type { RawTable } from "./table-input.ts";

const simple = simpleTable("abc");
const keyed = { ...simple, AttributeDefinitions: [attribute("a"), attribute("b")], KeySchema: [hash("a"), range("b")] };
const LETTERS = ["a", "b", "c", "d", "e"];

const invalid = (problem: string): string => `One or more parameter values were invalid: ${problem}`;

const index = (schema: ReturnType<typeof hash | typeof range>[], name = "abc") => ({
  IndexName: name,
  KeySchema: schema,
  Projection: all,
});

const address = { name: "abc", place: { account: "111122223333", region: "us-east-1" } };

describe("a new table is refused in AWS's words for", () => {
  it.each([
    [
      "capacity on demand",
      { ProvisionedThroughput: units(1) },
      invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"),
    ],
    [
      "no capacity",
      { BillingMode: "PROVISIONED" },
      invalid("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"),
    ],
    [
      "too much capacity",
      { BillingMode: undefined, ProvisionedThroughput: units(1_000_000_000_001) },
      "Given value 1000000000001 for ReadCapacityUnits is out of bounds",
    ],
    [
      "more keys than definitions",
      { KeySchema: [hash("a"), hash("a")] },
      "Invalid KeySchema: Some index key attribute have no definition",
    ],
    [
      "a key without definition",
      { AttributeDefinitions: [attribute("b")] },
      invalid(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [a], AttributeDefinitions: [b]",
      ),
    ],
    [
      "a doubled key",
      { ...keyed, KeySchema: [hash("a"), hash("a")] },
      "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    ],
    [
      "a second hash",
      { ...keyed, KeySchema: [hash("a"), hash("b")] },
      "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
    ],
    [
      "no hash",
      { ...keyed, KeySchema: [range("a"), range("b")] },
      "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
    ],
    [
      "an unused definition",
      { ...keyed, KeySchema: [hash("a")] },
      invalid(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
      ),
    ],
    ["no local index", { ...keyed, LocalSecondaryIndexes: [] }, invalid("List of LocalSecondaryIndexes is empty")],
    [
      "a local index without range keys",
      { ...keyed, KeySchema: [hash("a")], LocalSecondaryIndexes: [index([range("c")])] },
      invalid("Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex"),
    ],
    [
      "a local index without range",
      { ...keyed, LocalSecondaryIndexes: [index([hash("b")])] },
      invalid("Index KeySchema does not have a range key for index: abc"),
    ],
    [
      "a local index with another hash",
      { ...keyed, LocalSecondaryIndexes: [index([hash("b"), range("a")])] },
      invalid(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: abc. index hash key: b, table hash key: a",
      ),
    ],
    [
      "an empty projection",
      { ...keyed, LocalSecondaryIndexes: [{ ...index([hash("a"), range("b")]), Projection: {} }] },
      invalid("Unknown ProjectionType: null"),
    ],
    [
      "attributes beside ALL",
      {
        ...keyed,
        GlobalSecondaryIndexes: [{ ...index([hash("b")]), Projection: { ...all, NonKeyAttributes: ["a"] } }],
      },
      invalid("ProjectionType is ALL, but NonKeyAttributes is specified"),
    ],
    [
      "two indexes of one name",
      {
        ...keyed,
        LocalSecondaryIndexes: [index([hash("a"), range("b")])],
        GlobalSecondaryIndexes: [index([hash("b")])],
      },
      invalid("Duplicate index name: abc"),
    ],
    [
      "six local indexes",
      {
        ...keyed,
        LocalSecondaryIndexes: ["1", "2", "3", "4", "5", "6"].map((name) =>
          index([hash("a"), range("b")], `ab${name}`),
        ),
      },
      invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5"),
    ],
    [
      "twenty-one global indexes",
      {
        ...keyed,
        GlobalSecondaryIndexes: Array.from({ length: 21 }, (_, number) => index([hash("b")], `abc${number}`)),
      },
      invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20"),
    ],
    [
      "hash after range",
      {
        ...keyed,
        GlobalSecondaryIndexes: [index([hash("a"), range("b"), hash("c")])],
        AttributeDefinitions: [attribute("a"), attribute("b"), attribute("c")],
      },
      invalid("All HASH key attributes must precede RANGE key attributes in the KeySchema"),
    ],
    [
      "five hash attributes",
      {
        ...keyed,
        GlobalSecondaryIndexes: [index(LETTERS.map(hash))],
        AttributeDefinitions: LETTERS.map((name) => attribute(name)),
      },
      invalid("The KeySchema exceeds the maximum allowed number of HASH key attributes"),
    ],
    [
      "an unused definition beside indexes",
      {
        ...keyed,
        AttributeDefinitions: [attribute("a"), attribute("b"), attribute("c")],
        GlobalSecondaryIndexes: [index([hash("b")])],
      },
      invalid("Some AttributeDefinitions are not used. AttributeDefinitions: [a, b, c], keys used: [a, b]"),
    ],
    [
      "a stream without view",
      { StreamSpecification: { StreamEnabled: true } },
      invalid("Table is being created with a stream enabled, UpdateViewType is required"),
    ],
    ["a tag of AWS's", { Tags: [{ Key: "aws:x", Value: "y" }] }, "Tag Key cannot be prefixed with aws:, Key: aws:x"],
    [
      "too little warmth",
      { WarmThroughput: { ReadUnitsPerSecond: 11_999 } },
      "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than initial throughput for OnDemand",
    ],
    [
      "a limit of nothing",
      { OnDemandThroughput: { MaxWriteRequestUnits: 0 } },
      invalid("Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range"),
    ],
    [
      "a policy that is no JSON",
      { ResourcePolicy: "{" },
      invalid("Invalid policy document: This policy contains invalid Json"),
    ],
  ])("%s", (_what, input, words) => {
    const asked = { ...simple, ...input } as RawTable; // as: it.each widens literals.
    expect(() => newTable(address, asked, { now: 0, newId: () => "id" })).toThrow(words);
  });
});
