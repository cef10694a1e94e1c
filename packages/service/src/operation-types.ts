import type { Readable } from "node:stream";

/**
 * A map from operation name to input and output, made of the SDK's types:
 * `OperationTypes<typeof import("@aws-sdk/client-sqs")>`. A handler sees them as the codec makes them: what the model
 * requires is there, streams are Node's, metadata are the client's business.
 */
export type OperationTypes<Module> = {
  [Name in keyof Module as OperationOf<Name>]: CommandTypes<Module[Name]>;
};

/** `$Command` is the base of all commands. */
type OperationOf<Name> = Name extends "$Command" ? never : Name extends `${infer Operation}Command` ? Operation : never;

type CommandTypes<Class> = Class extends abstract new (...args: never[]) => infer Command
  ? { readonly input: InputOf<Command>; readonly output: OutputOf<Command> }
  : never;

type InputOf<Command> = Command extends { readonly input: infer Input } ? Decoded<Input> : never;

type OutputOf<Command> = Command extends {
  resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? { [Member in keyof Omit<Output, "$metadata">]: Encodable<Output[Member]> }
  : never;

/**
 * The SDK's types let required members be undefined; what reaches a handler was validated. They take blobs and streams
 * in many forms, of which an ArrayBuffer is only a blob's.
 */
type Decoded<Value> = [Extract<Value, ArrayBuffer>] extends [never]
  ? [Extract<Value, Readable>] extends [never]
    ? DecodedPlain<Value>
    : Readable
  : Uint8Array;

type DecodedPlain<Value> = Value extends UnknownMember
  ? never
  : Value extends Uint8Array | Date
    ? Value
    : Value extends readonly (infer Item)[]
      ? Decoded<Item>[]
      : Value extends object
        ? {
            [Member in keyof Value]: object extends Pick<Value, Member>
              ? Decoded<Value[Member]>
              : Exclude<Decoded<Value[Member]>, undefined>;
          }
        : Value;

/** What the SDK says of a union's members that its model does not know: the codec lets none in. */
type UnknownMember = { readonly $unknown: readonly [string, unknown] };

/**
 * What the SDK hands out as a stream with helpers of its own, a handler returns as a stream, or as bytes; and lists and
 * structures as it has them, be they its own to change or not.
 */
type Encodable<Value> = Value extends { transformToByteArray: unknown }
  ? Readable | Uint8Array
  : Value extends Uint8Array
    ? Uint8Array
    : Value extends Date
      ? Value
      : Value extends readonly (infer Item)[]
        ? readonly Encodable<Item>[]
        : Value extends object
          ? { readonly [Member in keyof Value]: Encodable<Value[Member]> }
          : Value;
