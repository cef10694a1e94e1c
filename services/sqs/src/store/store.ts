import type { Queues } from "@skylab/queues";
import type { Records } from "@skylab/records";
import { type Garbage, openGarbage } from "./garbage.ts";
import { type Messages, openMessages } from "./messages.ts";
import { type MoveTasks, openMoveTasks } from "./move-tasks.ts";
import { openPurges, type Purges } from "./purges.ts";
import { openQueueDirectory, type QueueDirectory } from "./queue-directory.ts";
import { reset } from "./reset.ts";

/** What SQS stands on. */
export type SqsEngines = { readonly records: Records; readonly queues: Queues };

/** What SQS keeps. */
export type SqsStore = {
  readonly directory: QueueDirectory;
  readonly messages: Messages;
  readonly moveTasks: MoveTasks;
  readonly purges: Purges;
  readonly garbage: Garbage;
  /** Forgets everything, or everything of one account. */
  readonly reset: (account: string | undefined) => Promise<void>;
};

export const openStore = ({ records, queues }: SqsEngines): SqsStore => ({
  directory: openQueueDirectory(records),
  messages: openMessages(queues),
  moveTasks: openMoveTasks(records),
  purges: openPurges(records),
  garbage: openGarbage(records),
  reset: (account) => reset(records, queues, account),
});
