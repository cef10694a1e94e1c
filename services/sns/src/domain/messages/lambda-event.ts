import type { Enclosed } from "./envelope.ts";
import type { Notice } from "./notice.ts";

/**
 * The event that a function is invoked with: the members of an envelope, some of them spelled otherwise, and all of them
 * there.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function lambdaEvent(notice: Notice, { seal, unsubscribeUrl }: Enclosed, subscriptionArn: string): string {
  const { type, id, topicArn, subject, message, timestamp, attributes } = notice;
  return JSON.stringify({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: type,
          MessageId: id,
          TopicArn: topicArn,
          Subject: subject ?? null,
          Message: message,
          Timestamp: timestamp,
          SignatureVersion: seal?.version,
          Signature: seal?.signature,
          SigningCertUrl: seal?.certificateUrl,
          UnsubscribeUrl: unsubscribeUrl,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, attribute]) => [
              name,
              { Type: attribute.type, Value: attribute.value },
            ]),
          ),
        },
      },
    ],
  });
}
