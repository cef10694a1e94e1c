import { describe, expect, it } from "vitest";
import { inTime } from "./deadline.ts";
import { Turnstile } from "./turnstile.ts";

const enter = (turnstile: Turnstile, weight: number): Promise<void> =>
  inTime(async (deadline) => turnstile.enter(weight, deadline));

describe("a turnstile", () => {
  it("lets in so much at a time, in the order in which it came", async () => {
    const turnstile = new Turnstile(10);
    const order: string[] = [];
    await enter(turnstile, 8);
    const heavy = enter(turnstile, 6).then(() => order.push("heavy"));
    const light = enter(turnstile, 1).then(() => order.push("light"));
    turnstile.leave(8);
    await Promise.all([heavy, light]);
    expect(order).toEqual(["heavy", "light"]);
  });

  it("lets in alone what is heavier than all that it has room for", async () => {
    const turnstile = new Turnstile(10);
    await enter(turnstile, 50);
    const next = enter(turnstile, 1);
    turnstile.leave(50);
    await next;
  });

  it("turns away those whose time is up though nobody leaves, and lets in who was behind them", async () => {
    const turnstile = new Turnstile(10);
    await enter(turnstile, 5);
    const tooHeavy = inTime(async (deadline) => turnstile.enter(10, deadline), 50);
    const behind = enter(turnstile, 5);
    await expect(tooHeavy).rejects.toThrow("does not answer");
    await behind;
  });
});
