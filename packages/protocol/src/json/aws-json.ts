import { AwsError } from "@skylab/aws";
import { describeError, qualifiedCode, queryErrorHeader } from "../error-shape.ts";
import type { OperationModel, ServiceModel } from "../model.ts";
import type { ProtocolCodec } from "../protocol-codec.ts";
import type { AnswerContext, Body, RequestHead, Route, Values, WireResponse } from "../wire.ts";
import { parseJson } from "./parse.ts";
import { jsonReader } from "./reader.ts";
import { jsonWriter, type JsonWriter, type WriteJson } from "./writer.ts";

type Operation = { readonly route: Route; readonly read: (value: unknown) => Values; readonly write: WriteJson };

/** awsJson1_0 and awsJson1_1. https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export function awsJson(model: ServiceModel, protocol: "awsJson1_0" | "awsJson1_1"): ProtocolCodec {
  const writer = jsonWriter(model);
  const operations = compileOperations(model, protocol, writer);
  const contentType = protocol === "awsJson1_0" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
  const answer = (status: number, text: string, { requestId }: AnswerContext): WireResponse => ({
    status,
    headers: { "content-type": contentType, "x-amzn-RequestId": requestId },
    body: Buffer.from(text),
  });
  return {
    route: (head) => operationOf(operations, targetOf(model, head)).route,
    decode: (route, _head, body) => decode(operationOf(operations, route.operation.name), body),
    encode: (route, output, context) => {
      return answer(200, operationOf(operations, route.operation.name).write(output), context);
    },
    encodeError: (error, context) => {
      const described = describeError(model, error);
      const { headers, ...response } = answer(described.status, errorText(model, writer, error), context);
      Object.assign(headers, queryErrorHeader(model, described), error.headers);
      return { ...response, headers };
    },
  };
}

function compileOperations(
  model: ServiceModel,
  protocol: "awsJson1_0" | "awsJson1_1",
  writer: JsonWriter,
): ReadonlyMap<string, Operation> {
  const reader = jsonReader(model);
  const compile = (operation: OperationModel): Operation => ({
    route: { operation, protocol, streamsInput: false },
    read: reader.members(operation.input),
    write: writer.members(operation.output),
  });
  return new Map(Object.entries(model.operations).map(([name, operation]) => [name, compile(operation)]));
}

function targetOf(model: ServiceModel, { headers }: RequestHead): string | undefined {
  const target = headers["x-amz-target"];
  const prefix = `${model.targetPrefix}.`;
  return typeof target === "string" && target.startsWith(prefix) ? target.slice(prefix.length) : undefined;
}

function operationOf(operations: ReadonlyMap<string, Operation>, name: string | undefined): Operation {
  const operation = name === undefined ? undefined : operations.get(name);
  // AWS answers a target that is missing or unknown without a message.
  if (operation === undefined) throw new AwsError("UnknownOperationException", "", { status: 400 });
  return operation;
}

function decode({ read }: Operation, body: Body): Values {
  if (!Buffer.isBuffer(body)) throw new Error("A JSON body is read whole before it is decoded.");
  return read(parseJson(body));
}

function errorText(model: ServiceModel, writer: JsonWriter, error: AwsError): string {
  const { shape, message } = describeError(model, error);
  const head = JSON.stringify({ __type: qualifiedCode(model, error.code), ...message });
  const rest = shape === undefined ? JSON.stringify(error.members) : writer.members(error.code)(error.members);
  return rest === "{}" ? head : `${head.slice(0, -1)},${rest.slice(1)}`;
}
