import type { Content, Delivery, Subscriber, TopicFacts } from "../domain/delivery/delivery.ts";
import type { Publication } from "../domain/messages/publication.ts";

/** What a test's delivery has of its own. */
export type Given = {
  readonly publication?: Partial<Publication>;
  readonly content?: Content;
  readonly topic?: Partial<TopicFacts>;
  readonly subscriber?: Partial<Subscriber>;
};

const PLACE = { account: "123456789012", region: "us-west-2" };

/** The message that AWS's pages show. */
export const PUBLICATION: Publication = {
  id: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  topic: { place: PLACE, name: "MyTopic", id: "topic" },
  publishedAt: Date.parse("2012-05-02T00:54:06.655Z"),
  subject: "My First Message",
  message: "Hello world!",
  attributes: {},
};

/** A delivery of that message, but for what is given. */
export const delivery = ({ publication, content, topic, subscriber }: Given = {}): Delivery => ({
  content: content ?? { type: "Notification", publication: { ...PUBLICATION, ...publication } },
  topic: { place: PLACE, name: "MyTopic", signatureVersion: "1", ...topic },
  subscriber: {
    id: "c9135db0-26c4-47ec-8998-413945fb5a96",
    owner: PLACE.account,
    protocol: "https",
    endpoint: "https://example.com/",
    raw: false,
    ...subscriber,
  },
});

/** Asks the endpoint of a subscription to confirm it. */
export const CONFIRMATION: Content = {
  type: "SubscriptionConfirmation",
  id: "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
  at: Date.parse("2012-04-26T20:45:04.751Z"),
  token: "2336412f37f",
};

/** Tells the endpoint of a subscription that it is over. */
export const GOODBYE: Content = { ...CONFIRMATION, type: "UnsubscribeConfirmation" };
