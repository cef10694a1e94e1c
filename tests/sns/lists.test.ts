import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  paginateListSubscriptions,
  paginateListSubscriptionsByTopic,
  paginateListTopics,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { uniqueAccount } from "@skylab/testkit";
import { expect, it } from "vitest";
import { useSns } from "./sns.ts";

const sns = useSns();

/** Three pages. */
const MANY = Array.from({ length: 250 }, (_, at) => at);
/** Requests at a time. */
const AT_ONCE = 25;

/** Asks for each of many, some at a time. */
async function each<Answer>(ask: (at: number) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < MANY.length; at += AT_ONCE) {
    answers.push(...(await Promise.all(MANY.slice(at, at + AT_ONCE).map(ask))));
  }
  return answers;
}

/** What a paginator of the SDK brings, page by page. */
async function pagesOf<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<readonly (readonly Item[])[]> {
  const all: (readonly Item[])[] = [];
  for await (const page of pages) all.push(itemsOf(page) ?? []);
  return all;
}

it("250 topics are listed a hundred at a time, each once", async () => {
  const client = sns.client({ account: uniqueAccount() });
  const made = await each(async (at) => (await client.send(new CreateTopicCommand({ Name: `topic-${at}` }))).TopicArn);
  expect((await client.send(new ListTopicsCommand())).Topics).toHaveLength(100);
  const listed = await pagesOf(paginateListTopics({ client }, {}), ({ Topics }) => Topics);
  expect(listed.map((page) => page.length)).toEqual([100, 100, 50]);
  expect(new Set(listed.flat().map(({ TopicArn }) => TopicArn))).toEqual(new Set(made));
});

it("250 subscriptions are listed a hundred at a time, each once: those of a topic, and those of an account", async () => {
  const account = uniqueAccount();
  const client = sns.client({ account });
  const { TopicArn } = await client.send(new CreateTopicCommand({ Name: "orders" }));
  const made = await each(async (at) => {
    const Endpoint = `arn:aws:sqs:us-east-1:${account}:queue-${at}`;
    return (await client.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }))).SubscriptionArn;
  });
  const pages = [
    await pagesOf(paginateListSubscriptionsByTopic({ client }, { TopicArn }), (page) => page.Subscriptions),
    await pagesOf(paginateListSubscriptions({ client }, {}), (page) => page.Subscriptions),
  ];
  for (const listed of pages) {
    expect(listed.map((page) => page.length)).toEqual([100, 100, 50]);
    expect(new Set(listed.flat().map(({ SubscriptionArn }) => SubscriptionArn))).toEqual(new Set(made));
  }
  const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toMatchObject({ SubscriptionsConfirmed: "250" });
});
