import { encodeKey, jsonTable, keyTable, type Table, type Write } from "@skylab/records";
import type { StreamRow } from "../domain/groups/stream.ts";
import type { GroupSpaces } from "./spaces.ts";

export const streamTable = ({ streams }: GroupSpaces): Table<StreamRow> => jsonTable<StreamRow>(streams);

export const byTimeTable = ({ streamsByTime }: GroupSpaces): Table<true> => keyTable(streamsByTime);

/** A stream without events is before all others. */
const timeKey = (name: string, { last = 0 }: StreamRow): Uint8Array => encodeKey(last, name);

/** What is written where a stream is made, changed, or deleted. */
export function streamWrites(
  spaces: GroupSpaces,
  name: string,
  { before, after }: { readonly before: StreamRow | undefined; readonly after: StreamRow | undefined },
): readonly Write[] {
  const { streams, streamsByTime } = spaces;
  const isMoved = before === undefined || after === undefined || before.last !== after.last;
  return [
    after === undefined
      ? { kind: "remove", space: streams, key: encodeKey(name) }
      : { kind: "put", space: streams, key: encodeKey(name), value: streamTable(spaces).encode(after) },
    ...(isMoved && before ? [removal(streamsByTime, timeKey(name, before))] : []),
    ...(isMoved && after ? [mark(streamsByTime, timeKey(name, after))] : []),
  ];
}

const removal = (space: string, key: Uint8Array): Write => ({ kind: "remove", space, key });

const mark = (space: string, key: Uint8Array): Write => ({ kind: "put", space, key, value: NOTHING });

const NOTHING = new Uint8Array(0);
