import type { Handler } from "@skylab/service";
import type { SqsStore } from "./store/store.ts";

type Sdk = typeof import("@aws-sdk/client-sqs");

/** The operations of SQS as a handler sees them: what the model requires is there, and metadata are the client's. */
export type SqsOperations = {
  [Name in keyof Sdk as Name extends `${infer Operation}Command` ? Operation : never]: CommandTypes<Sdk[Name]>;
};

/** One operation of SQS. */
export type Operation<Name extends keyof SqsOperations> = Handler<
  SqsOperations[Name]["input"],
  SqsOperations[Name]["output"],
  SqsStore
>;

type CommandTypes<Class> = Class extends abstract new (...args: never[]) => infer Command
  ? { readonly input: InputOf<Command>; readonly output: OutputOf<Command> }
  : never;

type InputOf<Command> = Command extends { readonly input: infer Input } ? Present<Input> : never;

type OutputOf<Command> = Command extends {
  resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? Omit<Output, "$metadata">
  : never;

/** The SDK's types let required members be undefined; whatever reaches a handler was validated. */
type Present<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? Present<Item>[]
    : T extends object
      ? {
          [Member in keyof T]: object extends Pick<T, Member>
            ? Present<T[Member]>
            : Exclude<Present<T[Member]>, undefined>;
        }
      : T;
