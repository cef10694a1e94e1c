import type { ConfirmChannel } from "amqplib";
import type { Deadline } from "./deadline.ts";
import { declare, gone, type Link } from "./link.ts";
import { Turnstile } from "./turnstile.ts";

const PERSISTENT = { persistent: true, mandatory: true };
/** So much may be on its way to RabbitMQ without a confirmation: what stalls there is not piled up here. */
const MOST_UNCONFIRMED_BYTES = 64 * 1024 * 1024;

/** RabbitMQ is short of memory or disk, and reads nothing from who sends. https://www.rabbitmq.com/docs/connection-blocked */
export class SendsAreBlocked extends Error {
  constructor(reason: string) {
    super(`RabbitMQ takes no messages at the moment: ${reason}`);
  }
}

/** The connection on which messages are sent, and nothing else: an alarm of the broker stops all that is asked there. */
export type SendingLink = Link & {
  readonly publisher: ConfirmChannel;
  readonly unconfirmed: Turnstile;
  /** Messages that came back as unroutable, by their number. */
  readonly returned: Set<string>;
  /** Ends the sendings that are under way. */
  readonly underWay: Set<(error: Error) => void>;
  blocked: SendsAreBlocked | undefined;
};

export async function openSending(link: Link, onFailure: (error: unknown) => void): Promise<SendingLink> {
  const publisher = await link.connection.createConfirmChannel();
  const sending: SendingLink = Object.assign(link, {
    publisher,
    unconfirmed: new Turnstile(MOST_UNCONFIRMED_BYTES),
    returned: new Set<string>(),
    underWay: new Set<(error: Error) => void>(),
    blocked: undefined,
  });
  publisher.on("error", onFailure);
  publisher.on("close", () => {
    link.isClosed = true;
    // Nothing is published any more on what is left of this connection.
    link.connection.close().catch(() => undefined);
  });
  publisher.on("return", (message) => sending.returned.add(String(message.properties.messageId)));
  link.connection.on("blocked", (reason) => {
    sending.blocked = new SendsAreBlocked(reason);
    onFailure(sending.blocked);
    for (const fail of sending.underWay) fail(sending.blocked);
  });
  link.connection.on("unblocked", () => (sending.blocked = undefined));
  return sending;
}

type Sending = { readonly queue: string; readonly contents: readonly Buffer[]; readonly deadline: Deadline };

/** Resolves when the broker has confirmed all of them. */
export function publish(link: SendingLink, sending: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    link.underWay.add(reject);
    publishAll(link, sending).then(
      () => (link.underWay.delete(reject), resolve()),
      (error: unknown) => (link.underWay.delete(reject), reject(error)),
    );
  });
}

async function publishAll(link: SendingLink, { queue, contents, deadline }: Sending): Promise<void> {
  if (link.blocked) throw link.blocked;
  await declare(link, queue);
  const bytes = contents.reduce((sum, { length }) => sum + length, 0);
  const entering = link.unconfirmed.enter(bytes, deadline);
  if (entering) await entering;
  const failure = link.blocked ?? (link.isClosed || deadline.isOver ? new Error("too late to send") : undefined);
  if (failure) {
    link.unconfirmed.leave(bytes);
    throw failure;
  }
  await Promise.all(contents.map((content) => publishOne(link, queue, content)));
}

let published = 0;

function publishOne(link: SendingLink, queue: string, content: Buffer): Promise<void> {
  const messageId = String((published += 1));
  return new Promise((resolve, reject) => {
    link.publisher.sendToQueue(queue, content, { ...PERSISTENT, messageId }, (error: unknown) => {
      link.unconfirmed.leave(content.length);
      if (error) reject(error instanceof Error ? error : new Error("RabbitMQ refused a message"));
      else if (link.returned.delete(messageId)) reject(gone(link, queue));
      else resolve();
    });
  });
}
