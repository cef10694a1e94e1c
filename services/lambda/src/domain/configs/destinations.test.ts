import { expect, it } from "vitest";
import { checkDestinations, describeDestinations, readDestinations } from "./destinations.ts";

const FUNCTION = { place: { account: "111122223333", region: "us-east-1" }, name: "f" };

const arn = (service: string, resource: string): string => `arn:aws:${service}:us-east-1:111122223333:${resource}`;

it("queues, topics, event buses and functions are destinations, and buckets of what failed", () => {
  for (const destination of [arn("sqs", "q"), arn("sns", "t"), arn("events", "event-bus/b")]) {
    expect(checkDestinations({ onSuccess: destination, onFailure: destination }, FUNCTION)).toEqual([]);
  }
  expect(checkDestinations({ onFailure: "arn:aws:s3:::bucket" }, FUNCTION)).toEqual([]);
  const other = arn("lambda", "function:g");
  expect(checkDestinations({ onSuccess: other }, FUNCTION)).toEqual([other]);
});

it("what is no destination is refused in AWS's words", () => {
  expect(() => checkDestinations({ onSuccess: arn("iam", "function:f") }, FUNCTION)).toThrow(
    "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=" +
      "arn:aws:iam:us-east-1:111122223333:function:f), onFailure=null) is invalid.",
  );
  expect(() => checkDestinations({ onSuccess: "arn:aws:s3:::bucket", onFailure: arn("sqs", "q") }, FUNCTION)).toThrow(
    "onFailure=OnFailure(destination=arn:aws:sqs:us-east-1:111122223333:q)) is invalid.",
  );
});

it("a function is no destination of its own, under no name", () => {
  for (const own of ["function:f", "function:f:$LATEST", "function:f:live"]) {
    expect(() => checkDestinations({ onFailure: arn("lambda", own) }, FUNCTION)).toThrow(
      "You can't specify the function as a destination for itself.",
    );
  }
  expect(checkDestinations({ onFailure: arn("lambda", "function:f2") }, FUNCTION)).toHaveLength(1);
});

it("an empty destination is none, and both are shown", () => {
  const read = readDestinations({ OnSuccess: { Destination: "" }, OnFailure: {} });
  expect(read).toEqual({});
  expect(describeDestinations(read)).toEqual({ OnSuccess: {}, OnFailure: {} });
  expect(describeDestinations({ onFailure: arn("sqs", "q") })).toEqual({
    OnSuccess: {},
    OnFailure: { Destination: arn("sqs", "q") },
  });
});
