import type * as sqs from "@aws-sdk/client-sqs";
import { expectTypeOf, it } from "vitest";
import type { OperationTypes } from "./operation-types.ts";

type Sqs = OperationTypes<typeof sqs>;

it("every command of the SDK is an operation", () => {
  expectTypeOf<keyof Sqs>().not.toEqualTypeOf<string>();
  expectTypeOf<"$">().not.toExtend<keyof Sqs>();
  expectTypeOf<"SendMessage" | "PurgeQueue">().toExtend<keyof Sqs>();
});

it("what the model requires is there, what it does not may be missing, also inside", () => {
  expectTypeOf<Sqs["SendMessage"]["input"]["QueueUrl"]>().toEqualTypeOf<string>();
  expectTypeOf<Sqs["SendMessage"]["input"]["DelaySeconds"]>().toEqualTypeOf<number | undefined>();
  type Entry = NonNullable<Sqs["SendMessageBatch"]["input"]["Entries"]>[number];
  expectTypeOf<Entry["Id"]>().toEqualTypeOf<string>();
  type Attribute = NonNullable<Entry["MessageAttributes"]>[string];
  expectTypeOf<Attribute["BinaryValue"]>().toEqualTypeOf<Uint8Array | undefined>();
});

it("an answer has no metadata", () => {
  expectTypeOf<Sqs["SendMessage"]["output"]>().not.toHaveProperty("$metadata");
  expectTypeOf<Sqs["SendMessage"]["output"]["MessageId"]>().toEqualTypeOf<string | undefined>();
});
