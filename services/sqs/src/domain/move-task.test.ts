import { describe, expect, it } from "vitest";
import {
  allowance,
  checkDestination,
  checkRate,
  claim,
  describeTask,
  listLimit,
  type MoveTask,
  parseTaskHandle,
  queueOfArn,
  settle,
  taskHandle,
} from "./move-task.ts";

const task: MoveTask = {
  id: "11111111-2222-3333-4444-555555555555",
  sourceArn: "arn:aws:sqs:us-east-1:000000000000:dead",
  startedAt: 10_000,
  status: "RUNNING",
  moved: 0,
  toMove: 10,
};

it("a handle is base64 of a JSON object that names task and source", () => {
  const handle = taskHandle(task);
  expect(JSON.parse(Buffer.from(handle, "base64").toString())).toEqual({ taskId: task.id, sourceArn: task.sourceArn });
  expect(parseTaskHandle(handle)).toEqual({ id: task.id, sourceArn: task.sourceArn });
  expect(() => parseTaskHandle("foobar")).toThrow("Value for parameter TaskHandle is invalid.");
});

it("an ARN must have an ARN's form", () => {
  expect(queueOfArn(task.sourceArn, "SourceArn")?.name).toBe("dead");
  expect(queueOfArn("arn:aws:sns:us-east-1:000000000000:dead", "SourceArn")).toBeUndefined();
  expect(() => queueOfArn("dead", "SourceArn")).toThrow(
    "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
  );
});

it("rates and lengths of lists have their limits", () => {
  expect(() => checkRate(500)).not.toThrow();
  expect(() => checkRate(501)).toThrow("You must enter a number that's between 1 and 500.");
  expect(() => checkRate(0)).toThrow("You must enter a number that's between 1 and 500.");
  expect(listLimit(undefined)).toBe(1);
  expect(() => listLimit(11)).toThrow("You must enter a number that's between 1 and 10.");
});

const end = (arn: string, fifo: boolean): { arn: string; settings: { fifo: boolean } } => ({
  arn,
  settings: { fifo },
});

it("messages are moved to another queue of the same type", () => {
  expect(() => checkDestination(end("a", true), end("b", true))).not.toThrow();
  expect(() => checkDestination(end("a", true), end("a", true))).toThrow("cannot be the same");
  expect(() => checkDestination(end("a", true), end("b", false))).toThrow("must be of the same queue type");
});

describe("a task", () => {
  it("may move so many messages each second, the first ones at once", () => {
    const limited = { ...task, maxMessagesPerSecond: 5 };
    expect(allowance(limited, 10_000)).toBe(5);
    const moving = claim(limited, 3, 10_500);
    expect(allowance(moving, 10_999)).toBe(2);
    expect(allowance(claim(moving, 2, 10_999), 10_999)).toBe(0);
    expect(allowance(moving, 11_000)).toBe(5);
  });

  it("does not make up for the time in which nobody ran it", () => {
    const limited = { ...task, maxMessagesPerSecond: 5 };
    expect(allowance(claim(limited, 5, 10_000), 3_610_000)).toBe(5);
  });

  const turn = { claimed: 5, moved: 3, lost: false, emptied: false };

  it("gives back what it claimed and did not move", () => {
    expect(settle(claim(task, 5, 10_000), turn)).toMatchObject({ status: "RUNNING", moved: 3 });
  });

  it("is over when the queue is empty", () => {
    expect(settle(claim(task, 5, 10_000), { ...turn, emptied: true })).toMatchObject({ status: "COMPLETED", moved: 3 });
  });

  it("fails where nobody knows where a message came from", () => {
    expect(settle(claim(task, 5, 10_000), { ...turn, lost: true })).toMatchObject({
      status: "FAILED",
      failureReason: "CouldNotDetermineMessageSource",
    });
  });

  it("that was cancelled meanwhile stays so", () => {
    const cancelled = { ...claim(task, 5, 10_000), status: "CANCELLING" } as const;
    expect(settle(cancelled, { ...turn, emptied: true })).toMatchObject({ status: "CANCELLING", moved: 3 });
  });

  it("has a handle as long as it runs", () => {
    expect(describeTask(task).TaskHandle).toBe(taskHandle(task));
    expect(describeTask({ ...task, status: "COMPLETED" }).TaskHandle).toBeUndefined();
  });
});
