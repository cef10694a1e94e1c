import type { Logger } from "@skylab/service";
import { DELIVERED, type Delivery, type Destination, type Failure } from "../domain/delivery/delivery.ts";
import { mailOf, mailSubject } from "../domain/messages/mail.ts";
import { topicArn } from "../domain/topics/topic.ts";
import type { SentMessages } from "../store/sent-messages.ts";
import type { Envelopes } from "./envelopes.ts";
import { originOf } from "./origin.ts";
import { openSmtp, type OutgoingMail } from "./smtp.ts";

export type EmailParts = {
  readonly envelopes: Envelopes;
  /** The address that they come from. */
  readonly from: string;
  /** The mail server; where there is none, e-mails are recorded instead. */
  readonly smtpUrl: string | undefined;
  readonly mails: SentMessages;
  readonly log: Pick<Logger, "info">;
};

/** Mailboxes: `email`, which people read, and `email-json`, which programs do. */
export function openEmail(parts: EmailParts): Destination {
  const { envelopes, from, smtpUrl } = parts;
  const send =
    smtpUrl === undefined
      ? (mail: OutgoingMail, delivery: Delivery): Promise<undefined> => record(parts, mail, delivery)
      : openSmtp(smtpUrl);
  return {
    deliver: async (delivery) => {
      const failure: Failure | undefined = await send(await mailFor(delivery, envelopes, from), delivery);
      return failure ?? DELIVERED;
    },
  };
}

async function mailFor(delivery: Delivery, envelopes: Envelopes, from: string): Promise<OutgoingMail> {
  const { topic, subscriber } = delivery;
  const head = { from: { name: topic.displayName ?? "AWS Notifications", address: from }, to: subscriber.endpoint };
  if (subscriber.protocol === "email-json") {
    return { ...head, subject: mailSubject(envelopes.notice(delivery)), text: await envelopes.write(delivery) };
  }
  return { ...head, ...mailOf(envelopes.notice(delivery), envelopes.unsubscribeUrl(delivery)) };
}

async function record(
  { envelopes, mails, log }: EmailParts,
  mail: OutgoingMail,
  delivery: Delivery,
): Promise<undefined> {
  const { topic } = delivery;
  const { id, attributes } = envelopes.notice(delivery);
  const { to, subject, text } = mail;
  await mails.record(topic.place, { to, id, text, isStructured: false, subject, attributes, ...originOf(delivery) });
  log.info({ to, topic: topicArn(topic) }, "an e-mail is recorded, since SKYLAB_SNS_SMTP_URL names no server");
}
