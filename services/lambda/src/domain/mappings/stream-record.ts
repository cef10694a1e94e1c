import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import { createHash } from "node:crypto";
import type { EventSource } from "./event-source.ts";

/** A change of an item as functions get it. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export type StreamRecord = {
  readonly eventID: string | undefined;
  readonly eventName: string | undefined;
  readonly eventVersion: string | undefined;
  readonly eventSource: string | undefined;
  readonly awsRegion: string | undefined;
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys?: object | undefined;
    readonly SequenceNumber: string;
    readonly SizeBytes: number | undefined;
    readonly StreamViewType: string | undefined;
  };
  readonly userIdentity?: { readonly type: string | undefined; readonly principalId: string | undefined };
  readonly eventSourceARN: string;
};

/** What GetRecords answered, as functions get it. */
export function streamRecord(record: _Record, source: EventSource): StreamRecord {
  const { dynamodb: change = {}, userIdentity } = record;
  const {
    ApproximateCreationDateTime: at,
    Keys,
    NewImage,
    OldImage,
    SequenceNumber = "",
    SizeBytes,
    StreamViewType,
  } = change;
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: record.eventSource,
    awsRegion: record.awsRegion,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor((at?.getTime() ?? 0) / 1000),
      ...(Keys && { Keys: jsonItem(Keys) }),
      ...(NewImage && { NewImage: jsonItem(NewImage) }),
      ...(OldImage && { OldImage: jsonItem(OldImage) }),
      SequenceNumber,
      SizeBytes,
      StreamViewType,
    },
    ...(userIdentity && { userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId } }),
    eventSourceARN: source.arn,
  };
}

/** Bytes are base64 in JSON. */
const jsonItem = (item: object): object =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, jsonValue(value)]));

function jsonValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(jsonValue);
  return typeof value === "object" && value !== null ? jsonItem(value) : value;
}

/** Which of so many lanes a record goes in: all changes of an item go in one. */
export function laneOf({ dynamodb: { Keys } }: StreamRecord, lanes: number): number {
  if (lanes === 1) return 0;
  const digest = createHash("md5").update(JSON.stringify(Keys)).digest();
  return digest.readUInt32BE(0) % lanes;
}
