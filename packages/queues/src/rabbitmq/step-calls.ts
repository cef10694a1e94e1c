import { writeSync } from "node:fs";
import type { NewMessage, Queue, Queues, ReceiveOptions, VisibilityChange } from "../port.ts";
import { STDOUT } from "../contract/crash-load.ts";
import { receipts, texts } from "../contract/queue.ts";

/** What a process is to do that may be killed meanwhile. All of it can be written as JSON. */
export type Call =
  | { readonly verb: "send"; readonly queue: Queue; readonly messages: readonly TextMessage[] }
  | { readonly verb: "receive"; readonly queue: Queue; readonly how: ReceiveOptions }
  /** Without receipts: what was received by the call before. */
  | { readonly verb: "remove"; readonly queue: Queue; readonly receipts?: readonly string[] }
  | { readonly verb: "setVisibility"; readonly queue: Queue; readonly changes: readonly VisibilityChange[] }
  | { readonly verb: "transfer"; readonly queue: Queue; readonly to: Queue }
  | { readonly verb: "peek" | "purge" | "drop" | "expire"; readonly queue: Queue };

export type TextMessage = Omit<NewMessage, "payload"> & { readonly text: string };

/** What was answered to a call: the messages, if there were any. */
export type Answer = { readonly texts: readonly string[]; readonly receipts: readonly string[] };

/** What the process says when it has opened its queues. It begins when it is told anything. */
export const READY = "ready";

const MOST = 10;
const NOTHING: Answer = { texts: [], receipts: [] };

export const messageOf = ({ text, ...message }: TextMessage): NewMessage => ({
  ...message,
  payload: Buffer.from(text),
});

/** Does one call after the other, and says each answer before it goes on. */
export async function perform(queues: Queues, calls: readonly Call[]): Promise<void> {
  let last = NOTHING;
  for (const call of calls) {
    last = await performOne(queues, call, last.receipts);
    say(JSON.stringify(last));
  }
}

/** The synchronous write is in the pipe when the process is killed the moment after. */
export const say = (line: string): number => writeSync(STDOUT, `${line}\n`);

async function performOne(queues: Queues, call: Call, received: readonly string[]): Promise<Answer> {
  const { queue } = call;
  switch (call.verb) {
    case "receive": {
      const messages = await queues.receive(queue, call.how);
      return { texts: texts(messages), receipts: receipts(messages) };
    }
    case "send":
      await queues.send(queue, call.messages.map(messageOf));
      return NOTHING;
    case "remove":
      await queues.remove(queue, call.receipts ?? received);
      return NOTHING;
    case "setVisibility":
      await queues.setVisibility(queue, call.changes);
      return NOTHING;
    case "transfer":
      await queues.transfer(queue, MOST, () => call.to);
      return NOTHING;
    case "peek":
      await queues.peek(queue, MOST);
      return NOTHING;
    default:
      await queues[call.verb](queue);
      return NOTHING;
  }
}
