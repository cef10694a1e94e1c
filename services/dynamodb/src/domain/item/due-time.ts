import { type Item, memberOf } from "./attribute-value.ts";
import type { TtlSettings } from "../table/table.ts";

/** An item is left alone if it should have been deleted so long ago. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html */
const TOO_LATE_SECONDS = 5 * 365 * 24 * 60 * 60;

/** Behind every time that anybody waits for, milliseconds that were taken for seconds included. */
const NEVER_SECONDS = 100_000_000_000;

/** When an item is to be deleted, in whole seconds since the epoch; nothing where it bears no time. */
export function dueTime(item: Item, { attribute, enabled }: TtlSettings): number | undefined {
  const value = enabled && attribute !== undefined ? memberOf(item, attribute) : undefined;
  if (value === undefined || !("N" in value)) return undefined;
  const seconds = Math.ceil(Number(value.N));
  return seconds > 0 && seconds < NEVER_SECONDS ? seconds : undefined;
}

/** Whether an item is to be deleted now. */
export function isDue(item: Item, ttl: TtlSettings, now: number): boolean {
  const due = dueTime(item, ttl);
  return due !== undefined && due * 1000 <= now && due + TOO_LATE_SECONDS > now / 1000;
}
