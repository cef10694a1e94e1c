import type { Job } from "@skylab/service";
import { allowance, claim, fail, type MoveTask, settle } from "../domain/move-task.ts";
import { parseQueueArn, queueArn, type QueueAddress } from "../domain/queue-arn.ts";
import type { SqsStore } from "../store/store.ts";
import type { StoredQueue } from "../store/stored-queue.ts";

/** A task's rate is per second. */
const TURN_MS = 1000;

/** Of so many queues that name a dead-letter queue a message may come while others are moved. */
const SOURCES_LOOKED_UP = 1000;

/** Moves the messages of all running move tasks, each task at its rate. */
export const moveMessages = (store: SqsStore): Job => ({
  name: "sqs: move messages",
  everyMs: TURN_MS,
  // Another process that looks for a message's source would hold what this one is to move.
  single: true,
  run: async (clock, signal) => {
    for (const place of await store.directory.places()) {
      let tasks = await store.moveTasks.running(place);
      // Tasks without a rate take turns until they are through.
      while (tasks.length > 0 && !signal.aborted) {
        const more: MoveTask[] = [];
        for (const task of tasks) if (await takeTurn(task, store, clock.now())) more.push(task);
        tasks = more;
      }
    }
  },
});

/** Moves what a task may move now; resolves to whether it may go on at once. */
async function takeTurn(task: MoveTask, store: SqsStore, now: number): Promise<boolean> {
  if (task.status === "CANCELLING") {
    await store.moveTasks.change(task, (current) => ({ ...current, status: "CANCELLED" }));
    return false;
  }
  const source = await findByArn(store, task.sourceArn);
  const route = source && (await routeOf(task, source, store));
  if (!source || !route) {
    await store.moveTasks.change(task, (current) => fail(current, "AWS.SimpleQueueService.NonExistentQueue"));
    return false;
  }
  let claimed = 0;
  const running = await store.moveTasks.change(task, (current) => {
    claimed = current.status === "RUNNING" ? allowance(current, now) : 0;
    return claimed > 0 ? claim(current, claimed, now) : undefined;
  });
  if (!running) return false;

  await route.prepare(claimed);
  const { moved, unmovable } = await store.messages.transfer(source, claimed, route.to);
  const lost = unmovable > 0 && !(await route.learn());
  const emptied = moved + unmovable < claimed && unmovable === 0;
  const settled = await store.moveTasks.change(task, (current) => settle(current, { claimed, moved, lost, emptied }));
  return settled?.status === "RUNNING" && task.maxMessagesPerSecond === undefined && unmovable === 0;
}

/** Where the messages of a task go. */
type Route = {
  readonly to: (sourceArn: string | undefined) => StoredQueue | undefined;
  /** Looks up the queues of the next messages. */
  readonly prepare: (messages: number) => Promise<void>;
  /** Looks up the queues that were asked for in vain; false where one of them is not there. */
  readonly learn: () => Promise<boolean>;
};

async function routeOf(task: MoveTask, source: StoredQueue, store: SqsStore): Promise<Route | undefined> {
  if (task.destinationArn === undefined) return routeBack(source, store);
  const destination = await findByArn(store, task.destinationArn);
  return destination && { to: () => destination, prepare: nothingToLookUp, learn: () => Promise.resolve(true) };
}

const nothingToLookUp = (): Promise<void> => Promise.resolve();

/** Each message goes back to the queue from which it came. */
function routeBack(source: StoredQueue, store: SqsStore): Route {
  const known = new Map<string, StoredQueue>();
  const unknown = new Set<string | undefined>();
  const lookUp = async (arn: string | undefined): Promise<boolean> => {
    const queue = arn === undefined ? undefined : await findByArn(store, arn);
    if (queue) known.set(queue.arn, queue);
    return queue !== undefined;
  };
  return {
    to: (arn) => {
      const queue = arn === undefined ? undefined : known.get(arn);
      if (!queue) unknown.add(arn);
      return queue;
    },
    prepare: async (messages) => {
      const names = await store.directory.sourcesOf(source, { after: undefined, limit: SOURCES_LOOKED_UP });
      const arns = names.map((name) => queueArn({ place: source.place, name }));
      // Some messages came from queues that name another dead-letter queue by now.
      const former = await store.messages.sources(source, messages);
      for (const arn of new Set([...arns, ...former])) await lookUp(arn);
    },
    learn: async () => {
      const found = await Promise.all([...unknown].map(lookUp));
      return found.every(Boolean);
    },
  };
}

function findByArn(store: SqsStore, arn: string): Promise<StoredQueue | undefined> {
  const address: QueueAddress | undefined = parseQueueArn(arn);
  return address ? store.directory.find(address.place, address.name) : Promise.resolve(undefined);
}
