import { describe, expect, it } from "vitest";
import { useSns } from "../testing/use-sns.ts";
import type { SentMessage } from "./sent-messages.ts";

const test = useSns();

const DAY_MS = 24 * 3_600_000;
const MOST_MESSAGES = 10_000;

const message = (text: string, to = "+15551234567"): SentMessage => ({
  to,
  id: text,
  text,
  isStructured: false,
  attributes: {},
});

const place = (account: string, region = "us-east-1"): { account: string; region: string } => ({ account, region });

describe("what was sent", () => {
  it("is told in its order: all of it, or what went to one, and forgotten likewise", async () => {
    const { smsMessages } = test().store;
    const here = place("100000000001");
    for (const text of ["one", "two", "three"]) await smsMessages.record(here, message(text));
    await smsMessages.record(here, message("other", "+15557654321"));
    expect((await smsMessages.list(here)).map(({ text }) => text)).toEqual(["one", "two", "three", "other"]);
    expect((await smsMessages.list(here, "+15557654321")).map(({ text }) => text)).toEqual(["other"]);
    await smsMessages.forget(here, "+15551234567");
    expect((await smsMessages.list(here)).map(({ text }) => text)).toEqual(["other"]);
    await smsMessages.forget(here);
    expect(await smsMessages.list(here)).toEqual([]);
  });

  it("is no other account's, region's or kind's", async () => {
    const { pushMessages, smsMessages } = test().store;
    await smsMessages.record(place("100000000002"), message("mine"));
    expect(await smsMessages.list(place("100000000003"))).toEqual([]);
    expect(await smsMessages.list(place("100000000002", "eu-west-1"))).toEqual([]);
    expect(await pushMessages.list(place("100000000002"))).toEqual([]);
    expect(await smsMessages.list(place("anybody/else"))).toEqual([]);
  });

  it("is forgotten after a day", async () => {
    const { clock, store } = test();
    const here = place("100000000004");
    await store.smsMessages.record(here, message("old"));
    clock.advance(DAY_MS);
    expect(await store.smsMessages.list(here)).toEqual([]);
  });

  it("is ten thousand messages at most, the newest, and hardly more are kept", async () => {
    const { engines, store } = test();
    const here = place("100000000005");
    for (let sent = 0; sent < MOST_MESSAGES + 2500; sent += 500) {
      await Promise.all(
        Array.from({ length: 500 }, (_, index) => store.smsMessages.record(here, message(String(sent + index)))),
      );
    }
    const shown = await store.smsMessages.list(here);
    expect(shown).toHaveLength(MOST_MESSAGES);
    expect(shown.some(({ text }) => Number(text) < 2000)).toBe(false);
    const kept = await engines.records.partition("100000000005/us-east-1").count("sns.sms-messages");
    expect(kept).toBeLessThan(MOST_MESSAGES + 1500);
  });
});
