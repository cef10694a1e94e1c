import { readBilling } from "./billing.ts";
import { readEncryption } from "./encryption.ts";
import { invalidParameter } from "../errors.ts";
import { checkNames, readGlobalIndexes, readLocalIndexes } from "./index-rules.ts";
import { type Definitions, readDefinitions, readTableKey } from "./read-key-schema.ts";
import { attributesOf } from "./key-schema.ts";
import { newResourcePolicy } from "./resource-policy.ts";
import { readNewStream } from "../stream/stream-settings.ts";
import type { RawTable } from "./table-input.ts";
import type { TableAddress } from "./table-name.ts";
import type { Table } from "./table.ts";
import { addTags } from "./tags.ts";
import { defaultWarm, lowerThanInitial, readWarm } from "./throughput.ts";

/** What a new table takes from outside. */
export type Birth = { readonly now: number; readonly newId: () => string };

/**
 * The table that a request asks for.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function newTable({ name, place }: TableAddress, asked: RawTable, { newId, now }: Birth): Table {
  const billing = readBilling(asked, now);
  const { key, globalIndexes, localIndexes } = readSchema(asked, billing, newId);
  const stream = readNewStream(asked.StreamSpecification, now);
  const sse = readEncryption(asked.SSESpecification, place);
  const warmThroughput = warmOf(asked, billing);
  return {
    name,
    id: newId(),
    createdAt: now,
    key,
    billing,
    globalIndexes,
    localIndexes,
    ...(stream && { stream }),
    formerStreams: [],
    ttl: { enabled: false },
    deletionProtection: asked.DeletionProtectionEnabled ?? false,
    ...(asked.TableClass && { tableClass: { name: asked.TableClass } }),
    tags: addTags({}, asked.Tags ?? []),
    ...(asked.ResourcePolicy && { resourcePolicy: newResourcePolicy(asked.ResourcePolicy, now) }),
    settings: { ...(sse && { sse }), ...(warmThroughput && { warmThroughput }), contributorInsights: {}, kinesis: [] },
  };
}

type Schema = Pick<Table, "key" | "globalIndexes" | "localIndexes">;

function readSchema(asked: RawTable, billing: Table["billing"], newId: Birth["newId"]): Schema {
  if (asked.KeySchema === undefined) throw missing("KeySchema");
  if (asked.AttributeDefinitions === undefined) throw missing("AttributeDefinitions");
  const definitions = readDefinitions(asked.AttributeDefinitions);
  const key = readTableKey(asked.KeySchema, definitions);
  if (!asked.LocalSecondaryIndexes && !asked.GlobalSecondaryIndexes && attributesOf(key).length !== definitions.size) {
    throw invalidParameter(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
  }
  const table = { definitions, key, billing };
  const localIndexes = readLocalIndexes(asked.LocalSecondaryIndexes, table, newId);
  const globalIndexes = readGlobalIndexes(asked.GlobalSecondaryIndexes, table, newId);
  checkNames([...localIndexes, ...globalIndexes]);
  const schema = { key, localIndexes, globalIndexes };
  checkAllUsed(definitions, schema);
  return schema;
}

const missing = (member: string) => invalidParameter(`Missing required parameter in input: "${member}"`);

function checkAllUsed(definitions: Definitions, { globalIndexes, key, localIndexes }: Schema): void {
  const keys = [key, ...[...localIndexes, ...globalIndexes].map((index) => index.key)];
  const used = new Set(keys.flatMap(attributesOf).map(({ name }) => name));
  if (used.size === definitions.size) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${[...definitions.keys()].join(", ")}], ` +
      `keys used: [${[...used].join(", ")}]`,
  );
}

function warmOf({ WarmThroughput }: RawTable, billing: Table["billing"]): Table["settings"]["warmThroughput"] {
  if (WarmThroughput === undefined) return undefined;
  const provisioned = billing.mode === "PROVISIONED" ? billing.throughput : undefined;
  return readWarm(WarmThroughput, defaultWarm(billing, provisioned), { lowerThan: lowerThanInitial(billing) });
}
