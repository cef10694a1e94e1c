import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Publication } from "../domain/messages/publication.ts";
import { PUBLICATION } from "../testing/deliveries.ts";
import { useSns } from "../testing/use-sns.ts";
import { type Archive, openArchive } from "./archive.ts";

const test = useSns();
const DAY_MS = 24 * 3_600_000;

type Topic = Publication["topic"];

const newTopic = (): Topic => ({ ...PUBLICATION.topic, id: randomUUID() });

const published = (topic: Topic, publishedAt: number, message = String(publishedAt)): Publication => ({
  ...PUBLICATION,
  id: randomUUID(),
  topic,
  message,
  publishedAt,
});

async function textsBehind(archive: Archive, topic: Topic, place: number): Promise<readonly string[]> {
  const { archived } = await archive.behind(topic, place);
  return archived.map(({ publication }) => publication.message);
}

it("a reader misses nothing that was published before what it has read, and comes behind that", async () => {
  const { archive } = test().store;
  const [topic, now] = [newTopic(), test().clock.now()];
  await archive.keep([published(topic, now + 1, "first")], DAY_MS);
  const { archived } = await archive.behind(topic, now);
  await archive.keep([published(topic, now, "published before that")], DAY_MS);
  expect(await textsBehind(archive, topic, archived.at(-1)?.place ?? 0)).toEqual(["published before that"]);
  expect(await textsBehind(archive, topic, now - 1)).toEqual(["first", "published before that"]);
});

it("what comes again is kept once, at its place", async () => {
  const { archive } = test().store;
  const [topic, now] = [newTopic(), test().clock.now()];
  const [one, two] = [published(topic, now, "one"), published(topic, now, "two")];
  const [place] = await archive.keep([one], DAY_MS);
  const places = await archive.keep([two, one], DAY_MS);
  expect(places[1]).toBe(place);
  expect(await textsBehind(archive, topic, 0)).toEqual(["one", "two"]);
  expect(await archive.end(topic)).toBe(places[0]);
});

it("replicas that keep at the same time give each its own place", async () => {
  const { engines } = test();
  const [topic, now] = [newTopic(), test().clock.now()];
  const replicas = [openArchive(engines.records), openArchive(engines.records)];
  const all = Array.from({ length: 30 }, () => published(topic, now));
  const places = await Promise.all(
    replicas.flatMap(({ keep }) => all.map((one) => keep([{ ...one, id: randomUUID() }], DAY_MS))),
  );
  expect(new Set(places.flat()).size).toBe(60);
});

it("a page ends by its bytes, too, and says whether there is more", async () => {
  const { archive } = test().store;
  const [topic, now] = [newTopic(), test().clock.now()];
  for (let at = 0; at < 20; at += 1) await archive.keep([published(topic, now, "x".repeat(262_144))], DAY_MS);
  const first = await archive.behind(topic, 0);
  expect(first.isAll).toBe(false);
  expect(first.archived.length).toBeLessThan(20);
  const second = await archive.behind(topic, first.archived.at(-1)?.place ?? 0);
  expect([first.archived.length + second.archived.length, second.isAll]).toEqual([20, true]);
});

it("what is kept no longer is read no more", async () => {
  const { archive } = test().store;
  const [topic, { clock }] = [newTopic(), test()];
  await archive.keep([published(topic, clock.now(), "old")], DAY_MS);
  clock.advance(DAY_MS);
  await archive.keep([published(topic, clock.now(), "new")], DAY_MS);
  expect(await textsBehind(archive, topic, 0)).toEqual(["new"]);
});
