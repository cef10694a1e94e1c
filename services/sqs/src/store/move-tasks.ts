import type { Place } from "@skylab/aws";
import {
  encodeKey,
  type Entry,
  placesOf,
  prefixRange,
  type Records,
  retryOnConflict,
  type Write,
} from "@skylab/records";
import type { MoveTask } from "../domain/move-task.ts";
import type { QueueAddress } from "../domain/queue-arn.ts";
import { parseQueueArn } from "../domain/queue-arn.ts";
import { SPACES } from "./spaces.ts";

/** The tasks that move messages out of dead-letter queues. */
export type MoveTasks = {
  /** Keeps a new task, unless one is running for this source. */
  readonly start: (source: QueueAddress, task: MoveTask) => Promise<boolean>;
  /** The latest tasks of a source, the latest first. */
  readonly list: (source: QueueAddress, limit: number) => Promise<readonly MoveTask[]>;
  readonly find: (source: QueueAddress, id: string) => Promise<MoveTask | undefined>;
  /** The tasks that run in a place, and those that are to be cancelled. */
  readonly running: (place: Place) => Promise<readonly MoveTask[]>;
  /**
   * Changes a task as it is now; `decide` may be asked again, and changes nothing by `undefined`. A task that neither
   * runs nor is to be cancelled any more makes room for the next one.
   */
  readonly change: (
    task: MoveTask,
    decide: (current: MoveTask) => MoveTask | undefined,
  ) => Promise<MoveTask | undefined>;
};

/** So many tasks of a source are kept, the latest; older ones cannot be listed anyway. */
const REMEMBERED_TASKS = 10;

/** At most so many tasks run in a place. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
const MAX_RUNNING_TASKS = 100;

export function openMoveTasks(records: Records): MoveTasks {
  const { at: partitionOf } = placesOf(records);

  const latest = (source: QueueAddress, limit: number): Promise<readonly Entry[]> =>
    partitionOf(source.place).range(SPACES.moveTasks, { ...prefixRange(source.name), limit, reverse: true });
  const list = async (source: QueueAddress, limit: number): Promise<readonly MoveTask[]> =>
    (await latest(source, limit)).map(({ value }) => decodeTask(value));

  return {
    start: async (source, task) => {
      const running = encodeKey(source.name);
      const before = await latest(source, 2 * REMEMBERED_TASKS);
      const result = await partitionOf(source.place).commit({
        checks: [{ space: SPACES.runningMoveTasks, key: running, version: undefined }],
        writes: [
          putTask(source.name, task),
          { kind: "put", space: SPACES.runningMoveTasks, key: running, value: taskKey(source.name, task) },
          ...before
            .slice(REMEMBERED_TASKS - 1)
            .map(({ key }) => ({ kind: "remove", space: SPACES.moveTasks, key }) as const),
        ],
      });
      return result.ok;
    },
    list,
    find: async (source, id) => (await list(source, REMEMBERED_TASKS)).find((task) => task.id === id),
    running: async (place) => {
      const partition = partitionOf(place);
      const entries = await partition.range(SPACES.runningMoveTasks, { limit: MAX_RUNNING_TASKS });
      const keys = entries.map(({ value }) => value);
      const found = await partition.getMany(SPACES.moveTasks, keys);
      return found.flatMap((task) => (task ? [decodeTask(task.value)] : []));
    },
    change: (task, decide) =>
      retryOnConflict(async () => {
        const source = parseQueueArn(task.sourceArn);
        if (!source) return undefined;
        const partition = partitionOf(source.place);
        const key = taskKey(source.name, task);
        const found = await partition.get(SPACES.moveTasks, key);
        const changed = found && decide(decodeTask(found.value));
        if (!changed) return undefined;
        const result = await partition.commit({
          checks: [{ space: SPACES.moveTasks, key, version: found.version }],
          writes: [putTask(source.name, changed), ...(isOver(changed) ? [release(source.name)] : [])],
        });
        return result.ok ? changed : result;
      }),
  };
}

const isOver = ({ status }: MoveTask): boolean => status !== "RUNNING" && status !== "CANCELLING";

const release = (source: string): Write => ({
  kind: "remove",
  space: SPACES.runningMoveTasks,
  key: encodeKey(source),
});

const taskKey = (source: string, { startedAt, id }: MoveTask): Uint8Array => encodeKey(source, startedAt, id);

const putTask = (source: string, task: MoveTask): Write => ({
  kind: "put",
  space: SPACES.moveTasks,
  key: taskKey(source, task),
  value: Buffer.from(JSON.stringify(task)),
});

const decodeTask = (value: Uint8Array): MoveTask => JSON.parse(Buffer.from(value).toString()) as MoveTask; // as: `putTask` alone writes this space.
