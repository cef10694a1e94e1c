import type { Transaction } from "@skylab/records";
import { unprovision } from "../domain/configs/concurrency.ts";
import { concurrencyRows } from "./concurrency.ts";
import { eventInvokeConfigRows } from "./event-invoke-configs.ts";
import { urlRows } from "./urls.ts";
import type { StoredUrl } from "../domain/urls/url.ts";

/**
 * Removes what is set for a version or alias that is deleted: how its events are retried, what is provisioned for it, and
 * its URL, which is answered: its id is to be released.
 */
export async function forgetQualifier(
  rows: Transaction,
  name: string,
  qualifier: string,
): Promise<StoredUrl | undefined> {
  const url = await rows.get(urlRows, name, qualifier);
  const concurrency = await rows.get(concurrencyRows, name);
  const left = concurrency && unprovision(concurrency, qualifier);
  if (left === undefined) rows.remove(concurrencyRows, name);
  else rows.put(concurrencyRows, left, name);
  for (const table of [eventInvokeConfigRows, urlRows]) rows.remove(table, name, qualifier);
  return url;
}
