import type { AwsError } from "@skylab/aws";
import type { EventFormat } from "../event-stream/index.ts";
import type { Member, SimpleShape } from "../model.ts";
import type { ProtocolCodec } from "../protocol-codec.ts";
import type { AnswerContext, RequestHead, Values } from "../wire.ts";

/** What restJson1 and restXml differ in; `restCodec` makes a codec of it. */
export type RestDialect = {
  readonly protocol: "restJson1" | "restXml";
  /** Of documents. */
  readonly contentType: string;
  readonly address: (head: RequestHead) => Address;
  readonly documents: Documents;
  readonly events: EventFormat;
  readonly refusals: RestRefusals;
  readonly idHeaders: (context: AnswerContext) => Record<string, string>;
  readonly encodeError: ProtocolCodec["encodeError"];
};

/** What a request is about: S3's bucket stands in the host or before the path that the templates know. */
export type Address = {
  readonly path: string;
  readonly bucket: string | undefined;
  /** The bucket stands in the host. */
  readonly isVirtual?: true;
};

/** Reads and writes the documents of bodies; each function compiles for its operation. */
export type Documents = {
  /** The named members of an input from its body. */
  readonly readMembers: (shape: string, names: readonly string[]) => (body: Buffer) => Values;
  readonly readPayload: (member: Member) => (body: Buffer) => unknown;
  readonly writeMembers: (shape: string, names: readonly string[]) => (output: Values) => string;
  readonly writePayload: (member: Member) => (value: unknown) => string;
};

/** The protocol's words for what it cannot read. */
export type RestRefusals = {
  readonly unknownOperation: (head: RequestHead, address: Address) => AwsError;
  readonly malformedUri: () => AwsError;
  /** A label, query parameter or header that is no value of its type; `undefined` where AWS overlooks it. */
  readonly malformedValue: (value: MalformedValue) => AwsError | undefined;
};

export type MalformedValue = {
  readonly wireName: string;
  readonly text: string;
  readonly type: SimpleShape["type"];
};
