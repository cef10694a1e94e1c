/** What a function takes at most: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** `{"Records":[]}`, and what tumbling windows put beside it, but for their state. */
const AROUND_BYTES = 1024;

/** Bytes that records may take together; each has a comma beside its own. */
export const MAX_RECORDS_BYTES = MAX_PAYLOAD_BYTES - AROUND_BYTES;

/** What a record takes of a payload. */
export const sizeOf = (record: object): number => Buffer.byteLength(JSON.stringify(record)) + 1;

/** How many of the first items go together: one at least, `most` at most, and no more bytes than a payload has room for. */
export function countTogether(items: readonly { readonly bytes: number }[], most: number): number {
  let bytes = 0;
  let count = 0;
  for (const item of items) {
    bytes += item.bytes;
    if (count === most || (count > 0 && bytes > MAX_RECORDS_BYTES)) break;
    count += 1;
  }
  return count;
}

/** Items in groups that fit a payload each, in their order. */
export function inPayloads<Item extends { readonly bytes: number }>(items: readonly Item[]): readonly Item[][] {
  const groups: Item[][] = [];
  for (let from = 0; from < items.length;) {
    const rest = items.slice(from);
    const group = rest.slice(0, countTogether(rest, rest.length));
    groups.push(group);
    from += group.length;
  }
  return groups;
}
