import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { AwsError } from "@skylab/aws";
import type { OperationModel, ProtocolName, ServiceModel } from "./model.ts";

/** A request's head as it came: nothing decoded, nothing normalised. */
export type RequestHead = {
  readonly method: string;
  /** The raw path before `?`, percent-encoding kept. */
  readonly path: string;
  /** The raw query string after `?`, or "". */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
};

/** A body is whole (RPC protocols, small REST bodies) or flows (a streaming member). */
export type Body = Buffer | Readable;

/** The body of an answer; a text, where the protocol writes one, which Node sends in one piece with the head. */
export type AnswerBody = Body | string;

export type WireResponse = {
  readonly status: number;
  readonly headers: Record<string, string | readonly string[]>;
  readonly body: AnswerBody;
};

/** Which operation a request asks for, and in which protocol it asks. */
export type Route = {
  readonly operation: OperationModel;
  readonly protocol: ProtocolName;
  /** REST: the labels of the path, decoded. */
  readonly labels?: Readonly<Record<string, string>>;
  /** S3: the bucket where the Host names it, and the path does not. */
  readonly virtualBucket?: string | undefined;
  /** Whether the body is a streaming member: hand `decode` a Readable. */
  readonly streamsInput: boolean;
};

export type AnswerContext = {
  readonly requestId: string;
  /** S3's second id. */
  readonly hostId?: string;
  /** Query services: in JSON, as who asks by API Gateway accepts it. */
  readonly inJson?: true;
};

/** Values of the wire: structures are plain objects without a prototype's keys, blobs Uint8Array, timestamps Date. */
export type Values = Record<string, unknown>;

/** All of AWS's protocols between the wire and typed values, for one service. Built once per service, holds no state. */
export type Codec = {
  readonly model: ServiceModel;
  /**
   * The operation of a request. Query requests name it in the form body, so an `awsQuery` route needs the body.
   * @throws AwsError `UnknownOperationException`, `InvalidAction`, `MissingAction` … in the protocol's own words.
   */
  readonly route: (head: RequestHead, body: Buffer | undefined) => Route;
  /** The protocol that a request speaks, as far as its head tells; for errors before `route` succeeded. */
  readonly protocolOf: (head: RequestHead) => ProtocolName;
  /** The typed input. @throws AwsError `SerializationException`, `MalformedInput`, `MalformedXML` …: the protocol's own. */
  readonly decode: (route: Route, head: RequestHead, body: Body) => Values;
  /** What of the model's constraints the input breaks, in the order of the members; empty when it breaks none. */
  readonly validate: (operation: OperationModel, input: Values) => readonly Violation[];
  readonly encode: (route: Route, output: Values, context: AnswerContext) => WireResponse;
  readonly encodeError: (protocol: ProtocolName, error: AwsError, context: AnswerContext) => WireResponse;
};

/** One broken constraint. `violationsError` words them as most services do; a service with words of its own makes its own. */
export type Violation = {
  /** AWS's spelling: members start in lower case in RPC protocols' messages: `tags.1.member.key`. */
  readonly path: string;
  /** The member as the model names it; the last part of the path. */
  readonly member: string;
  readonly value: unknown;
  /** The value as AWS's messages name it: `Value 'x'`, `Value null`, and a secret as mere `Value`. */
  readonly shown: string;
  readonly constraint: "required" | "length" | "range" | "pattern" | "enum";
  /** AWS's phrase: `Member must have length less than or equal to 64`. */
  readonly phrase: string;
};
