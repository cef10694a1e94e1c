import type { Message } from "@aws-sdk/client-sqs";
import { pause } from "@skylab/aws";
import type { EventSource } from "../domain/mappings/event-source.ts";
import { growingPauses } from "./pauses.ts";
import { askForMapping } from "./as-role.ts";
import type { RunParts } from "./running.ts";

/** A queue as a mapping reads it, with the permissions of its function's role. */
export type QueueSource = {
  /** Waits for a first message; ten at most. */
  readonly receive: (how: Receive) => Promise<readonly Message[]>;
  /** Deletes what the function is done with. Never rejects: what cannot be deleted comes again. */
  readonly remove: (receipts: readonly string[]) => Promise<void>;
  /** How long messages stay hidden that were received. */
  readonly visibilityMs: () => Promise<number>;
};

export type Receive = { readonly most: number; readonly waitSeconds: number };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const MOST_RECEIVED = 10;
export const LONGEST_POLL_SECONDS = 20;

/** Attempts to delete a message. */
const REMOVE_ATTEMPTS = 5;
const REMOVE_PAUSE_MS = 200;

/** The URL of a queue, which SQS reads account, region and name of. */
export const queueUrl = ({ name, place }: Pick<EventSource, "name" | "place">): string =>
  `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`;

export function openQueueSource({ mapping, store, signal }: RunParts): QueueSource {
  const { source } = mapping;
  const QueueUrl = queueUrl(source);
  const ask = (operation: string, input: object, until?: AbortSignal): ReturnType<typeof askForMapping> => {
    const asked = { service: "sqs", operation, input: { QueueUrl, ...input }, place: source.place };
    return askForMapping(mapping, { ...asked, signal: until }, store);
  };
  const removeSome = async (receipts: readonly string[]): Promise<void> => {
    const Entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
    const pauses = growingPauses(REMOVE_PAUSE_MS, REMOVE_PAUSE_MS * 2 ** REMOVE_ATTEMPTS);
    for (let attempt = 1; ; attempt++) {
      try {
        await ask("DeleteMessageBatch", { Entries });
        return;
      } catch (error) {
        if (attempt === REMOVE_ATTEMPTS) {
          store.log.warn({ err: error, mapping: mapping.uuid }, "messages that a function is done with come again");
          return;
        }
        await pause(pauses.next(), NEVER);
      }
    }
  };
  return {
    receive: async ({ most, waitSeconds }) => {
      const input = { MaxNumberOfMessages: most, WaitTimeSeconds: waitSeconds, ...ALL_ATTRIBUTES };
      const { Messages = [] } = await ask("ReceiveMessage", input, signal);
      return Messages as readonly Message[]; // as: so SQS's model has it.
    },
    remove: async (receipts) => {
      const batches = Array.from({ length: Math.ceil(receipts.length / MOST_RECEIVED) }, (_, index) =>
        receipts.slice(index * MOST_RECEIVED, (index + 1) * MOST_RECEIVED),
      );
      await Promise.all(batches.map(removeSome));
    },
    visibilityMs: async () => {
      const answer = await ask("GetQueueAttributes", { AttributeNames: ["VisibilityTimeout"] });
      const { VisibilityTimeout: seconds } = (answer["Attributes"] ?? {}) as Readonly<Record<string, string>>; // as: so SQS's model has it.
      return Number(seconds ?? 0) * 1000;
    },
  };
}

const ALL_ATTRIBUTES = { MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] };

const NEVER = new AbortController().signal;
