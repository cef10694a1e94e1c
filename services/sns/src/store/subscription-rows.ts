import { createHash } from "node:crypto";
import { encodeKey, jsonTable, keyTable, type RowKey, type Table, type Write } from "@skylab/records";
import type { Subscription } from "../domain/subscriptions/subscription.ts";
import type { Topic } from "../domain/topics/topic.ts";
import { ENDPOINTS_SPACE, OWNED_SPACE, PENDING_SPACE, SUBSCRIPTIONS_SPACE, TOKENS_SPACE } from "./spaces.ts";

// Each table's keys are told in spaces.ts.

export const subscriptionRows = jsonTable<Subscription>(SUBSCRIPTIONS_SPACE);
export const endpoints = jsonTable<string>(ENDPOINTS_SPACE);
export const tokens = jsonTable<TokenRow>(TOKENS_SPACE);

/** What a token confirms: a subscription, or one that is over and comes back by it. */
export type TokenRow = { readonly id: string; readonly ended?: Subscription };

/** A token, and when it is good no longer: milliseconds since the epoch. */
export type Token = { readonly token: string; readonly expiresAt: number };

export const pendingOnes = keyTable(PENDING_SPACE);
export const owned = keyTable(OWNED_SPACE);

/** What a subscription is to. */
export type OfTopic = Pick<Topic, "name" | "place"> & { readonly row: Pick<Topic["row"], "id"> };

export const endpointKey = (
  { row: { id } }: OfTopic,
  { protocol, endpoint }: Pick<Subscription, "endpoint" | "protocol">,
): RowKey => [id, protocol, createHash("sha256").update(endpoint).digest()];

export const ownedKey = ({ name, place, row }: OfTopic, { id }: Subscription): RowKey => [
  place.account,
  name,
  row.id,
  id,
];

const pendingKey = ({ name, row }: OfTopic, { id, pending }: Subscription): RowKey | undefined =>
  pending && [pending.expiresAt, name, row.id, id];

/** Whether the subscriber's own list of subscriptions is in the topic's partition. */
export const isOwnersTopic = ({ place }: OfTopic, { owner }: Subscription): boolean => owner === place.account;

/** What becomes of a subscription; its endpoint and its owner never change. */
export type Alteration = { readonly before: Subscription | undefined; readonly after: Subscription | undefined };

/** Makes the rows of `before` into those of `after`, where `undefined` has none. */
export function subscriptionWrites(topic: OfTopic, alteration: Alteration): readonly Write[] {
  const { after, before } = alteration;
  const one = after ?? before;
  if (one === undefined) return [];
  return [
    write(subscriptionRows, after, [topic.row.id, one.id]),
    ...pendingWrites(topic, alteration),
    ...(before !== undefined && after !== undefined
      ? []
      : [
          write(endpoints, after?.id, endpointKey(topic, one)),
          ...(isOwnersTopic(topic, one) ? [write(owned, after && true, ownedKey(topic, one))] : []),
        ]),
  ];
}

function pendingWrites(topic: OfTopic, { after, before }: Alteration): readonly Write[] {
  const [wasPending, isPending] = [before && pendingKey(topic, before), after && pendingKey(topic, after)];
  return [
    ...(wasPending ? [write(pendingOnes, undefined, wasPending)] : []),
    ...(isPending ? [write(pendingOnes, true, isPending)] : []),
    ...(after?.pending ? [tokenWrite(topic, after.pending, { id: after.id })] : []),
  ];
}

export const tokenWrite = (topic: OfTopic, { expiresAt, token }: Token, row: TokenRow): Write => ({
  ...put(tokens, row, [topic.row.id, token]),
  expiresAt,
});

/** Writes a row, or removes it. */
export const write = <Row>(table: Table<Row>, row: Row | undefined, key: RowKey): Write =>
  row === undefined ? { kind: "remove", space: table.space, key: encodeKey(...key) } : put(table, row, key);

const put = <Row>({ encode, space }: Table<Row>, row: Row, key: RowKey): Extract<Write, { kind: "put" }> => ({
  kind: "put",
  space,
  key: encodeKey(...key),
  value: encode(row),
});
