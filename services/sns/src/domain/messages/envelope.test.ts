import { expect, it } from "vitest";
import { CONFIRMATION, delivery, GOODBYE, type Given } from "../../testing/deliveries.ts";
import type { SignatureVersion } from "../delivery/delivery.ts";
import { type Enclosed, envelope, envelopeWriter } from "./envelope.ts";
import { lambdaEvent } from "./lambda-event.ts";
import { certificateUrl, unsubscribeUrl } from "./links.ts";
import { mailOf, mailSubject } from "./mail.ts";
import { noticeOf, subscriptionOf } from "./notice.ts";
import { stringToSign } from "./string-to-sign.ts";

const BASE = "https://sns.us-west-2.amazonaws.com";
const VERSION: SignatureVersion = "1";
const SEAL = {
  version: VERSION,
  signature: "EXAMPLEw6JRN...",
  certificateUrl: certificateUrl(BASE, "f3ecfb7224c7233fe7bb5f59f96de52f"),
};

const noticed = (given: Given = {}) => noticeOf(delivery(given), BASE);
const written = (given: Given = {}, sealed: Pick<Enclosed, "seal"> = { seal: SEAL }) =>
  envelope(noticed(given), { ...sealed, unsubscribeUrl: unsubscribeUrl(BASE, subscriptionOf(delivery(given))) });

it("a notification is what AWS's page shows, to the blank", () => {
  expect(written()).toBe(`{
  "Type" : "Notification",
  "MessageId" : "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
  "Subject" : "My First Message",
  "Message" : "Hello world!",
  "Timestamp" : "2012-05-02T00:54:06.655Z",
  "SignatureVersion" : "1",
  "Signature" : "EXAMPLEw6JRN...",
  "SigningCertURL" : "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem",
  "UnsubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-west-2:123456789012:MyTopic:c9135db0-26c4-47ec-8998-413945fb5a96"
}`);
});

it("attributes come last, each on a line", () => {
  const attributes = {
    store: { type: "String", value: "example_corp" },
    cents: { type: "Number", value: "210" },
    'a"b': { type: "Binary", value: "AAEC" },
  };
  expect(written({ publication: { attributes } })).toMatch(
    /,\n {2}"MessageAttributes" : \{\n {4}"store" : \{"Type":"String","Value":"example_corp"\},\n {4}"cents" : \{"Type":"Number","Value":"210"\},\n {4}"a\\"b" : \{"Type":"Binary","Value":"AAEC"\}\n {2}\}\n\}$/,
  );
});

it("whatever a message holds, its envelope is JSON that gives it back", () => {
  const message = `"quoted"\n\\ \u0000 \u2028 ü 🦊 \ud800`;
  const attributes = Object.fromEntries([["__proto__", { type: "String", value: message }]]);
  const told: unknown = JSON.parse(written({ publication: { message, subject: message, attributes } }));
  expect(told).toMatchObject({ Message: message, Subject: message });
  expect(Object.entries(JSON.parse(written({ publication: { attributes } })).MessageAttributes)).toEqual([
    ["__proto__", { Type: "String", Value: message }],
  ]);
});

it("a FIFO topic's has its number, and no signature", () => {
  const told = written({ publication: { sequenceNumber: "10000000000000000000" } }, { seal: undefined });
  expect(Object.keys(JSON.parse(told))).toEqual([
    "Type",
    "MessageId",
    "SequenceNumber",
    "TopicArn",
    "Subject",
    "Message",
    "Timestamp",
    "UnsubscribeURL",
  ]);
});

it("a subscription's confirmation is what AWS's page shows", () => {
  expect(written({ content: CONFIRMATION })).toBe(`{
  "Type" : "SubscriptionConfirmation",
  "MessageId" : "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
  "Token" : "2336412f37f",
  "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
  "Message" : "You have chosen to subscribe to the topic arn:aws:sns:us-west-2:123456789012:MyTopic.\\nTo confirm the subscription, visit the SubscribeURL included in this message.",
  "SubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37f",
  "Timestamp" : "2012-04-26T20:45:04.751Z",
  "SignatureVersion" : "1",
  "Signature" : "EXAMPLEw6JRN...",
  "SigningCertURL" : "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem"
}`);
});

it("the end of one tells which, and how to come back", () => {
  expect(JSON.parse(written({ content: GOODBYE }))).toMatchObject({
    Type: "UnsubscribeConfirmation",
    Token: "2336412f37f",
    Message:
      "You have chosen to deactivate subscription arn:aws:sns:us-west-2:123456789012:MyTopic:c9135db0-26c4-47ec-8998-413945fb5a96.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.",
  });
});

it("of a structured message each protocol gets its own text", () => {
  const publication = { message: "for all", messages: { sqs: "for queues" } };
  expect(noticed({ publication, subscriber: { protocol: "sqs" } }).message).toBe("for queues");
  expect(noticed({ publication, subscriber: { protocol: "lambda" } }).message).toBe("for all");
});

it("what is signed is a line for each name and value, in the order of the names", () => {
  expect(stringToSign(noticed())).toBe(
    "Message\nHello world!\nMessageId\n22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\nSubject\nMy First Message\nTimestamp\n2012-05-02T00:54:06.655Z\nTopicArn\narn:aws:sns:us-west-2:123456789012:MyTopic\nType\nNotification\n",
  );
  const { subject: _, ...bare } = noticed();
  expect(stringToSign(bare)).not.toContain("Subject");
  const confirmation = stringToSign(noticed({ content: CONFIRMATION }));
  expect(confirmation.match(/^(Message|MessageId|Subject|SubscribeURL|Timestamp|Token|TopicArn|Type)$/gm)).toEqual([
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ]);
});

it("a function's event has all members, with null for a subject that is not there", () => {
  const { subject: _, ...bare } = noticed({
    publication: { attributes: { Test: { type: "String", value: "TestString" } } },
  });
  const event: unknown = JSON.parse(lambdaEvent(bare, { seal: SEAL, unsubscribeUrl: "https://u" }, "arn:s"));
  expect(event).toEqual({
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: "arn:s",
        Sns: {
          Type: "Notification",
          MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
          TopicArn: "arn:aws:sns:us-west-2:123456789012:MyTopic",
          Subject: null,
          Message: "Hello world!",
          Timestamp: "2012-05-02T00:54:06.655Z",
          SignatureVersion: "1",
          Signature: "EXAMPLEw6JRN...",
          SigningCertUrl: SEAL.certificateUrl,
          UnsubscribeUrl: "https://u",
          MessageAttributes: { Test: { Type: "String", Value: "TestString" } },
        },
      },
    ],
  });
});

it("people read the message, and how to be left alone", () => {
  expect(mailOf(noticed(), "https://u")).toEqual({
    subject: "My First Message",
    text: "Hello world!\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:\nhttps://u\n\nPlease do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support\n",
  });
  const { subject: _, ...bare } = noticed();
  expect(mailSubject(bare)).toBe("AWS Notification Message");
});

it.each([
  [CONFIRMATION, "AWS Notification - Subscription Confirmation", "You have chosen to subscribe to the topic:"],
  [
    GOODBYE,
    "AWS Notification - Unsubscribe Confirmation",
    "Your subscription to the topic below has been deactivated:",
  ],
])("people are asked by a link: %s", (content, subject, beginning) => {
  const mail = mailOf(noticed({ content }), "https://u");
  expect(mail.subject).toBe(subject);
  expect(mail.text).toContain(`${beginning}\narn:aws:sns:us-west-2:123456789012:MyTopic\n`);
  expect(mail.text).toContain(
    "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37f\n",
  );
});

it("subscribers of one message differ by their link alone", () => {
  const write = envelopeWriter(noticed({ publication: { message: '\u0000"UnsubscribeURL" : ""' } }), SEAL);
  expect(write("https://one").replace("https://one", "https://two")).toBe(write("https://two"));
  expect(JSON.parse(write("https://one"))).toMatchObject({ UnsubscribeURL: "https://one" });
});
