import { crc32 } from "node:zlib";
import { AwsError } from "@skylab/aws";
import { describeError, qualifiedCode, queryErrorHeader } from "../error-shape.ts";
import { encodeEventStream, EVENT_STREAM_CONTENT_TYPE, eventStreamMember } from "../event-stream/index.ts";
import { asEvents } from "../handler-values.ts";
import type { OperationModel, ServiceModel } from "../model.ts";
import type { ProtocolCodec } from "../protocol-codec.ts";
import { structureOf } from "../shape-of.ts";
import type { AnswerContext, AnswerBody, Body, RequestHead, Route, Values, WireResponse } from "../wire.ts";
import { parseJson } from "./parse.ts";
import { jsonReader, serializationError } from "./reader.ts";
import { type JsonWriter, jsonWriter } from "./writer.ts";

type AwsJson = "awsJson1_0" | "awsJson1_1";
type Content = { readonly type: string; readonly body: AnswerBody };
type Operation = {
  readonly route: Route;
  readonly read: (value: unknown) => Values;
  readonly write: (output: Values) => Content;
};
type Compiler = { readonly model: ServiceModel; readonly writer: JsonWriter; readonly contentType: string };
type Answer = (status: number, content: Content, context: AnswerContext) => WireResponse;

const CONTENT_TYPES: Readonly<Record<AwsJson, string>> = {
  awsJson1_0: "application/x-amz-json-1.0",
  awsJson1_1: "application/x-amz-json-1.1",
};

/** These have a checksum on every answer, and their SDKs call again where it does not fit (recorded). */
const WITH_CHECKSUM: ReadonlySet<string> = new Set(["dynamodb", "dynamodb-streams"]);

/** awsJson1_0 and awsJson1_1. https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export function awsJson(model: ServiceModel, protocol: AwsJson): ProtocolCodec {
  const compiler: Compiler = { model, writer: jsonWriter(model), contentType: CONTENT_TYPES[protocol] };
  const operations = compileOperations(compiler, protocol);
  const answer = WITH_CHECKSUM.has(model.name) ? answerWithChecksum : answerPlainly;
  return {
    route: (head) => operationOf(operations, targetOf(model, head)).route,
    decode: (route, _head, body) => decode(operationOf(operations, route.operation.name), body),
    encode: (route, output, context) => {
      return answer(200, operationOf(operations, route.operation.name).write(output), context);
    },
    encodeError: (error, context) => {
      const described = describeError(model, error);
      const body = errorText(compiler, error);
      const { headers, ...response } = answer(described.status, { type: compiler.contentType, body }, context);
      return { ...response, headers: { ...headers, ...queryErrorHeader(model, described), ...error.headers } };
    },
  };
}

const answerPlainly: Answer = (status, { type, body }, { requestId }) => ({
  status,
  headers: { "content-type": type, "x-amzn-RequestId": requestId },
  body,
});

const answerWithChecksum: Answer = (status, content, context) => {
  const answer = answerPlainly(status, content, context);
  const { body, headers } = answer;
  if (typeof body === "string" || Buffer.isBuffer(body)) headers["x-amz-crc32"] = String(crc32(body));
  return answer;
};

function compileOperations(compiler: Compiler, protocol: AwsJson): ReadonlyMap<string, Operation> {
  const reader = jsonReader(compiler.model);
  const compile = (operation: OperationModel): Operation => ({
    route: { operation, protocol, streamsInput: false },
    read: reader.members(operation.input),
    write: outputWriter(compiler, operation.output),
  });
  return new Map(Object.entries(compiler.model.operations).map(([name, operation]) => [name, compile(operation)]));
}

function outputWriter({ model, writer, contentType }: Compiler, output: string): Operation["write"] {
  const stream = eventStreamMember(model, output);
  if (stream === undefined) {
    const write = writer.members(output);
    return (values) => ({ type: contentType, body: write(values) });
  }
  const others = Object.keys(structureOf(model, output).members).filter((name) => name !== stream.name);
  const writeInitial = writer.members(output, others);
  const encode = encodeEventStream({ model, contentType, document: writer.value }, stream.union);
  return (values) => ({
    type: EVENT_STREAM_CONTENT_TYPE,
    body: encode(asEvents(values[stream.name]), writeInitial(values)),
  });
}

function targetOf(model: ServiceModel, { headers }: RequestHead): string | undefined {
  const target = headers["x-amz-target"];
  const prefix = `${model.targetPrefix}.`;
  return typeof target === "string" && target.startsWith(prefix) ? target.slice(prefix.length) : undefined;
}

function operationOf(operations: ReadonlyMap<string, Operation>, name: string | undefined): Operation {
  const operation = name === undefined ? undefined : operations.get(name);
  // AWS answers a target that is missing or unknown without a message.
  if (operation === undefined) throw new AwsError("UnknownOperationException", "");
  return operation;
}

function decode({ read }: Operation, body: Body): Values {
  if (!Buffer.isBuffer(body)) throw new Error("A JSON body is read whole before it is decoded.");
  const parsed = parseJson(body);
  // A mere `null`, number or text is answered as what is no JSON at all.
  if (typeof parsed !== "object" || parsed === null) throw serializationError("");
  return read(parsed);
}

function errorText({ model, writer }: Compiler, error: AwsError): string {
  const { shape, message } = describeError(model, error);
  const head = JSON.stringify({ __type: qualifiedCode(model, error.code), ...message });
  const rest = shape === undefined ? JSON.stringify(error.members) : writer.members(error.code)(error.members);
  return rest === "{}" ? head : `${head.slice(0, -1)},${rest.slice(1)}`;
}
