import type { Context } from "@skylab/auth";
import { parseArn } from "@skylab/aws";
import { type Call, tagContext, type TagsOfRequest, type Target } from "@skylab/service";
import { indexArn, tableArn } from "../domain/table/arns.ts";
import type { KeySchema } from "../domain/table/key-schema.ts";
import type { ResourceAddress } from "../domain/table/resource-arn.ts";
import { policyOf } from "../domain/table/resource-policy.ts";
import type { TableAddress } from "../domain/table/table-name.ts";
import type { Table } from "../domain/table/table.ts";
import type { DynamoStore } from "../store/store.ts";

/** Where something is done, and what conditions may ask of it. */
export type Place = Pick<Call, "place">;

/** What a request is on beside the table. */
export type On = {
  readonly index?: string | undefined;
  /** Made of the table, and of the key of what is read: the table's or the index's. */
  readonly context?: (key: KeySchema | undefined, table: Table | undefined) => Context;
  readonly tags?: TagsOfRequest;
};

/** The table that a request names. What is wrong with the name is told after the access was decided. */
export function addressOf(text: string | undefined, { place }: Place): TableAddress {
  const arn = text?.startsWith("arn:") ? parseArn(text) : undefined;
  const { name } = resourceOf(arn?.resource ?? `table/${text ?? ""}`);
  return arn === undefined ? { place, name } : { place: { account: arn.account, region: arn.region }, name };
}

/** A table, or an index of it, with its policy and tags. */
export async function tableTarget(
  address: TableAddress,
  store: DynamoStore,
  { context, index, tags }: On = {},
): Promise<Target> {
  const table = (await store.tables.find(address.place, address.name))?.table;
  return {
    resource: index === undefined ? tableArn(address) : indexArn(address, index),
    policy: table?.resourcePolicy?.document,
    context: () => ({ ...tagContext({ of: table?.tags, ...tags }), ...context?.(table && keyOf(table, index), table) }),
  };
}

const keyOf = ({ globalIndexes, key, localIndexes }: Table, name: string | undefined): KeySchema =>
  [...globalIndexes, ...localIndexes].find((index) => index.name === name)?.key ?? key;

/** A table or a stream that a request names by its ARN. */
export async function arnTarget(arn: string, store: DynamoStore, tags?: TagsOfRequest): Promise<Target> {
  const address = resourceAddress(arn);
  const table = address && (await store.tables.find(address.place, address.name))?.table;
  return {
    resource: arn,
    policy: table && address && policyOf(table, address)?.document,
    context: () => tagContext({ of: table?.tags, ...tags }),
  };
}

function resourceAddress(text: string): ResourceAddress | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  return { place: { account: arn.account, region: arn.region }, ...resourceOf(arn.resource) };
}

/** `table/orders/stream/2026-…`: the table, and the stream where there is one. */
function resourceOf(resource: string): { readonly name: string; readonly stream?: string } {
  const [, name = "", kind, part] = resource.split("/");
  return { name, ...(kind === "stream" && part !== undefined && { stream: part }) };
}
