import type { Notice } from "./notice.ts";

/** An e-mail as people read it. */
export type Mail = { readonly subject: string; readonly text: string };

/**
 * What a subscriber of the protocol `email` reads, in AWS's words.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export function mailOf(notice: Notice, unsubscribeUrl: string): Mail {
  const { topicArn, confirmation } = notice;
  if (confirmation === undefined) {
    return { subject: mailSubject(notice), text: `${notice.message}\n\n--\n${footer(unsubscribeUrl)}` };
  }
  const link = confirmation.subscribeUrl;
  const text =
    notice.type === "SubscriptionConfirmation" ? confirmSubscription(topicArn, link) : confirmEnd(topicArn, link);
  return { subject: mailSubject(notice), text };
}

/** The subject of an e-mail, that of the protocol `email-json`, too. */
export function mailSubject({ type, subject }: Notice): string {
  if (type === "Notification") return subject ?? "AWS Notification Message";
  return type === "SubscriptionConfirmation"
    ? "AWS Notification - Subscription Confirmation"
    : "AWS Notification - Unsubscribe Confirmation";
}

const footer = (
  link: string,
): string => `If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:
${link}

Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support
`;

const confirmSubscription = (topicArn: string, link: string): string => `You have chosen to subscribe to the topic:
${topicArn}

To confirm this subscription, click or visit the link below (If this was in error no action is necessary):
${link}

Please do not reply directly to this email.
`;

const confirmEnd = (
  topicArn: string,
  link: string,
): string => `Your subscription to the topic below has been deactivated:
${topicArn}

If this was in error or you wish to resubscribe, click or visit the link below:
${link}

Please do not reply directly to this email.
`;
