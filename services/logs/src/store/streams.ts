import { behind, encodeKey, keyTexts, type Places, prefixRange, readerOf, startsWithRange } from "@skylab/records";
import type { LogGroup } from "../domain/groups/group.ts";
import type { LogStream } from "../domain/groups/stream.ts";
import { groupSpaces } from "./spaces.ts";
import { byTimeTable, streamTable } from "./stream-rows.ts";

/** Which streams a group has. They are made and deleted as events are written: by `Events.change`. */
export type LogStreams = {
  readonly find: (group: LogGroup, name: string) => Promise<LogStream | undefined>;
  /** In the order of their names. */
  readonly listByName: (
    group: LogGroup,
    page: StreamPage & { readonly prefix?: string },
  ) => Promise<readonly ListedStream[]>;
  /** In the order of their last events; those without any are the first. */
  readonly listByTime: (group: LogGroup, page: StreamPage) => Promise<readonly ListedStream[]>;
};

export type StreamPage = {
  /** The streams after this key; it need not be there any more. */
  readonly after?: Uint8Array | undefined;
  readonly limit: number;
  readonly reverse?: boolean;
};

export type ListedStream = { readonly key: Uint8Array; readonly stream: LogStream };

export const openStreams = (places: Places): LogStreams => ({
  find: async (group, name) => {
    const row = await readerOf(places.at(group.place)).get(streamTable(groupSpaces(group.row.id)), name);
    return row && { name, row };
  },
  listByName: async (group, { after, limit, prefix, reverse = false }) => {
    const table = streamTable(groupSpaces(group.row.id));
    const whole = prefix === undefined ? prefixRange() : startsWithRange(prefix);
    const range = after === undefined ? whole : behind(after, whole, reverse);
    const entries = await places.at(group.place).range(table.space, { ...range, limit, reverse });
    return entries.map(({ key, value }) => ({
      key,
      stream: { name: keyTexts(key)[0] ?? "", row: table.decode(value) },
    }));
  },
  listByTime: async (group, page) => {
    const partition = places.at(group.place);
    const spaces = groupSpaces(group.row.id);
    const listed = await readerOf(partition).list(byTimeTable(spaces), page);
    if (listed.length === 0) return [];
    const names = listed.map(({ key }) => keyTexts(key)[0] ?? "");
    const table = streamTable(spaces);
    const rows = await partition.getMany(
      table.space,
      names.map((name) => encodeKey(name)),
    );
    return listed.flatMap(({ key }, index) => {
      const found = rows[index];
      return found === undefined ? [] : [{ key, stream: { name: names[index] ?? "", row: table.decode(found.value) } }];
    });
  },
});
