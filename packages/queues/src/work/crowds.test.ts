import { expect, it } from "vitest";
import { openCrowds } from "./crowds.ts";

const never = new AbortController().signal;

it("so many of one receiver are under way at a time, however many there are of others", () => {
  const crowds = openCrowds(2);
  expect(["a", "a", "a", "b"].map((receiver) => crowds.enter(receiver))).toEqual([true, true, false, true]);
  crowds.leave("a");
  expect(["a", "a"].map((receiver) => crowds.enter(receiver))).toEqual([true, false]);
});

it("who waits for room has it as soon as another leaves, one for each", async () => {
  const crowds = openCrowds(1);
  crowds.enter("a");
  const entered: number[] = [];
  const waiting = [1, 2].map(async (at) => {
    await crowds.waitFor("a", never);
    entered.push(at);
  });
  crowds.leave("a");
  await waiting[0];
  expect(entered).toEqual([1]);
  crowds.leave("a");
  await waiting[1];
  expect(entered).toEqual([1, 2]);
});

it("nobody waits any more when it ends", async () => {
  const crowds = openCrowds(1);
  const ended = new AbortController();
  crowds.enter("a");
  const waiting = [1, 2].map(() => crowds.waitFor("a", ended.signal));
  ended.abort();
  expect(await Promise.all(waiting)).toEqual([false, false]);
  expect(await crowds.waitFor("a", ended.signal)).toBe(false);
});
