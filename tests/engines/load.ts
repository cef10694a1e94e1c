import { type MovableClock, randomIds } from "@skylab/aws";
import type { FifoSettings, NewMessage, Queue, Queues, Received } from "@skylab/queues";
import { uniqueName } from "@skylab/testkit";
import { expect, onTestFinished, vi } from "vitest";

/** What senders and receivers did and saw, at whatever replica. */
export type Diary = {
  /** Bodies whose sending was answered. */
  readonly sent: Set<string>;
  /** Received bodies, each once, in the order of the first time. */
  readonly received: Set<string>;
  /** How often each body was received. */
  readonly receives: Map<string, number>;
  /** Ids of messages whose removal was answered, with the number of answers that there were by then. */
  readonly removed: Map<string, number>;
  /** Bodies of messages received by a call that began when their removal was already answered. */
  readonly risen: string[];
  /** Calls that were answered, and those that failed. */
  answers: number;
  readonly errors: string[];
};

export type Load = {
  readonly diary: Diary;
  /** Resolves when so many more calls were answered. */
  readonly answers: (count: number) => Promise<void>;
  /** Ends the senders, receives all that was sent, and what becomes visible again. A test that fails before ends all. */
  readonly finish: () => Promise<void>;
};

/** `finishing`: nothing more is sent, and receivers go on until all came. */
type Phase = "running" | "finishing" | "ended";

type Work = { readonly replica: Queues; readonly queue: Queue; readonly diary: Diary; readonly phase: () => Phase };

const DAY_MS = 86_400_000;
/** Short, so that what was received by a call whose answer was lost comes back soon. */
const VISIBILITY_MS = 5000;
/** After so many receives in a row that found nothing, each of which waited a second, what has not come is lost: RabbitMQ is given two minutes. */
const RECEIVES_IN_VAIN = 180;
const WAIT_MS = 1000;
const SENDERS = ["s0", "s1", "s2"];
const GROUPS = ["g0", "g1", "g2"];
const KEPT_SENDER = "kept";
const KEPT_GROUP = "g3";
/** More than the adapter holds of a FIFO queue in Redis: it moves messages to RabbitMQ and back while the engines die. */
const BACKLOG = 21_000;
const BATCH = 500;
export const ALL_GROUPS = [...GROUPS, KEPT_GROUP];
const FIFO: FifoSettings = { deduplicationScope: "queue", delayMs: 0 };
const RECEIVERS = 2;
const PROGRESS = { timeout: 120_000, interval: 20 };

/** Loads standard and FIFO queues at all replicas, which have this clock. */
export function startLoad(replicas: readonly Queues[], clock: MovableClock): Load {
  const diary: Diary = {
    sent: new Set(),
    received: new Set(),
    receives: new Map(),
    removed: new Map(),
    risen: [],
    answers: 0,
    errors: [],
  };
  let phase: Phase = "running";
  onTestFinished(() => {
    phase = "ended";
  });
  const at = (queue: Queue): Work[] => replicas.map((replica) => ({ replica, queue, diary, phase: () => phase }));
  const received = [
    { works: at(newQueue()), senders: SENDERS },
    { works: at(newQueue({ fifo: FIFO })), senders: GROUPS },
  ];
  // Waits until the end, so that there is something to lose at any time.
  const kept = [
    { works: at(newQueue()), senders: [KEPT_SENDER] },
    { works: at(newQueue({ fifo: FIFO })), senders: [KEPT_GROUP], backlog: BACKLOG },
  ];
  const all = [...received, ...kept];
  const senders = all.flatMap(startSenders);
  const receivers = received.flatMap(startReceivers);
  return {
    diary,
    answers: async (count) => {
      const goal = diary.answers + count;
      const lastError = (): string => diary.errors.at(-1) ?? "no call failed";
      await vi.waitFor(() => expect(diary.answers, lastError()).toBeGreaterThanOrEqual(goal), PROGRESS);
    },
    finish: async () => {
      phase = "finishing";
      await Promise.all(senders);
      await Promise.all([...receivers, ...kept.flatMap(startReceivers)]);
      // Now what was received by calls whose answers were lost is visible again, and what was removed must not be.
      clock.advance(VISIBILITY_MS);
      await Promise.all(all.flatMap(startReceivers));
    },
  };
}

/** `backlog`: so many messages are sent in batches before single ones. */
type Loaded = { readonly works: readonly Work[]; readonly senders: readonly string[]; readonly backlog?: number };

/** Each sender at one of the replicas, in turn. */
const startSenders = ({ works, senders, backlog = 0 }: Loaded): Promise<void>[] =>
  senders.flatMap((sender, index) => {
    const work = works[index % works.length];
    return work ? [sendMessages(work, sender, backlog)] : [];
  });

const startReceivers = ({ works }: Loaded): Promise<void>[] =>
  works.flatMap((work) => Array.from({ length: RECEIVERS }, () => receiveMessages(work)));

const newQueue = (more: Partial<Queue> = {}): Queue => ({
  id: uniqueName("queue"),
  retentionMs: DAY_MS,
  maxInFlight: 120_000,
  maxVisibilityMs: DAY_MS,
  ...more,
});

/** A call that fails is noted, and answers `undefined`. */
async function attempt<Answer>({ diary }: Work, what: string, call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    const answer = await call;
    diary.answers += 1;
    return answer;
  } catch (error) {
    diary.errors.push(`${what}: ${String(error)}`);
    return undefined;
  }
}

/** Sends numbered messages, each until it is answered; those of a FIFO queue in the group of the sender. */
async function sendMessages(work: Work, sender: string, backlog: number): Promise<void> {
  const { replica, queue, diary, phase } = work;
  let next = 0;
  while (phase() === "running") {
    const bodies = Array.from({ length: next < backlog ? BATCH : 1 }, (_, index) => `${sender}/${next + index}`);
    const messages = (): NewMessage[] => bodies.map((body) => messageOf(queue, sender, body));
    while ((await attempt(work, "send", replica.send(queue, messages()))) === undefined) {
      // A message that a FIFO queue may have must be sent before the next of its group.
      if (phase() === "ended" || (phase() === "finishing" && !queue.fifo)) return;
    }
    for (const body of bodies) diary.sent.add(body);
    next += bodies.length;
  }
}

/** A new message at each attempt, as SQS makes one of each request. */
const messageOf = ({ fifo }: Queue, sender: string, body: string): NewMessage => ({
  id: randomIds.uuid(),
  payload: Buffer.from(body),
  ...(fifo ? { groupId: sender, deduplicationId: body } : {}),
});

/** Receives and removes until the load is stopped, all that was sent has come, and the queue is empty. */
async function receiveMessages(work: Work): Promise<void> {
  const { replica, queue, diary, phase } = work;
  let inVain = 0;
  while (phase() !== "ended") {
    const isLast = phase() === "finishing";
    const begun = diary.answers;
    const how = { max: 10, waitMs: WAIT_MS, visibilityMs: VISIBILITY_MS };
    const messages = await attempt(work, "receive", replica.receive(queue, how));
    if (!messages) continue;
    for (const message of messages) note(message, diary, begun);
    if (messages.length > 0) await removeAll(work, messages);
    inVain = messages.length === 0 ? inVain + 1 : 0;
    if (isLast && inVain > 0 && (allCame(diary) || inVain > RECEIVES_IN_VAIN)) return;
  }
}

const allCame = ({ sent, received }: Diary): boolean => [...sent].every((body) => received.has(body));

/** Notes a message that a call received which began after so many answers. */
function note({ id, payload }: Received, diary: Diary, begun: number): void {
  const body = Buffer.from(payload).toString();
  if ((diary.removed.get(id) ?? Infinity) <= begun) diary.risen.push(body);
  diary.received.add(body);
  diary.receives.set(body, (diary.receives.get(body) ?? 0) + 1);
}

async function removeAll(work: Work, messages: readonly Received[]): Promise<void> {
  const { replica, queue, diary } = work;
  const receipts = messages.map(({ receipt }) => receipt);
  const outcomes = (await attempt(work, "remove", replica.remove(queue, receipts))) ?? [];
  for (const [index, { id }] of messages.entries())
    if (outcomes[index] === "done") diary.removed.set(id, diary.answers);
}
