import { expect, it } from "vitest";
import { openRoom } from "./room.ts";

/** Does things of these weights at the same time, and tells how much of it was inside at most. */
async function mostInside(room: number, weights: readonly number[]): Promise<number> {
  const within = openRoom(room);
  let [inside, most] = [0, 0];
  const act = async (weight: number): Promise<void> => {
    inside += weight;
    most = Math.max(most, inside);
    await new Promise(setImmediate);
    inside -= weight;
  };
  await Promise.all(weights.map((weight) => within(weight, () => act(weight))));
  return most;
}

it("lets in as much as there is room for", async () => {
  expect(await mostInside(10, [4, 4, 4, 4, 1])).toBe(9);
});

it("lets in alone what weighs more", async () => {
  expect(await mostInside(10, [4, 25, 4])).toBe(25);
});

it("has room again for what comes behind something that failed", async () => {
  const within = openRoom(1);
  await expect(within(1, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await within(1, () => Promise.resolve("yes"))).toBe("yes");
});
