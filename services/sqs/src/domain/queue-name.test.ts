import { expect, it } from "vitest";
import { checkQueueName, isFifoName, isQueueName } from "./queue-name.ts";

it.each(["a", "orders", "A-b_9", "x".repeat(80), "orders.fifo", `${"x".repeat(75)}.fifo`])(
  "%s can be a queue's name",
  (name) => {
    expect(isQueueName(name)).toBe(true);
    expect(() => checkQueueName(name, isFifoName(name))).not.toThrow();
  },
);

it.each(["a b", "orders.txt", "x".repeat(81), "ö", "a.fifo.b"])("%s is refused as a standard queue's name", (name) => {
  expect(isQueueName(name)).toBe(false);
  expect(() => checkQueueName(name, false)).toThrow(
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  );
});

it("a FIFO queue's name must end with .fifo, and a standard queue's must not", () => {
  expect(() => checkQueueName("orders", true)).toThrow(
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
  );
  expect(() => checkQueueName("orders.fifo", false)).toThrow("Can only include alphanumeric characters");
  expect(() => checkQueueName(".fifo", true)).toThrow("The name of a FIFO queue");
});

it("an empty name has words of its own", () => {
  expect(() => checkQueueName("", false)).toThrow("Queue name cannot be empty");
});
