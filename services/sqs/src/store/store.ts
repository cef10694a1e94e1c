import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import { type Messages, openMessages } from "./messages.ts";
import { type MoveTasks, openMoveTasks } from "./move-tasks.ts";
import { openQueueDirectory, type QueueDirectory } from "./queue-directory.ts";

/** What SQS stands on. */
export type SqsEngines = { readonly records: Records; readonly queues: Queues };

/** What SQS keeps. */
export type SqsStore = {
  readonly directory: QueueDirectory;
  readonly messages: Messages;
  readonly moveTasks: MoveTasks;
};

export const openStore = ({ records, queues }: SqsEngines): SqsStore => ({
  directory: openQueueDirectory(records),
  messages: openMessages(queues),
  moveTasks: openMoveTasks(records),
});
