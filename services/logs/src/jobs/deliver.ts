import { type Clock, isRefusal } from "@skylab/aws";
import { type Leased, workOff } from "@skylab/queues";
import type { Job, Logger } from "@skylab/service";
import type { Delivery } from "../store/deliveries.ts";
import type { LogsStore } from "../store/store.ts";

/** So many at a time in each process. */
const AT_ONCE = 50;

/** "up to 24 hours": https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
const TRIED_FOR_MS = 24 * 3_600_000;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

export type DeliverParts = { readonly store: LogsStore; readonly log: Pick<Logger, "warn"> };

/** Hands what subscription filters have matched to functions, until it is taken, refused, or a day old. */
export const deliver = (parts: DeliverParts): Job =>
  workOff({
    name: "logs: deliver to subscribers",
    queue: parts.store.deliveries.queue,
    atOnce: AT_ONCE,
    attend: (leased, { clock }) => attempt(parts, leased, clock),
    onFailure: (error) => parts.log.warn({ err: error }, "a delivery of log events is tried later"),
  });

async function attempt({ log, store }: DeliverParts, leased: Leased<Delivery>, clock: Clock): Promise<void> {
  const { attempts, item, sentAt } = leased;
  const { data, destinationArn, group } = item;
  try {
    await store.functions.deliver(group, destinationArn, data);
  } catch (error) {
    if (!isRefusal(error) && clock.now() - sentAt < TRIED_FOR_MS)
      return await leased.later(Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS));
    log.warn({ err: error, group: group.name, destinationArn }, "log events were not delivered");
  }
  await leased.done();
}
