import { AwsError } from "@skylab/aws";
import { describeError, qualifiedCode, queryErrorHeader } from "../error-shape.ts";
import type { ServiceModel } from "../model.ts";
import type { ProtocolCodec } from "../protocol-codec.ts";
import type { AnswerContext, Body, Route, Values, WireResponse } from "../wire.ts";
import { CborSyntaxError, decodeCbor } from "./decode.ts";
import { cborError, cborReader } from "./reader.ts";
import { CborSink } from "./sink.ts";
import { type CborWriter, cborWriter, type WriteCbor, writeMap } from "./writer.ts";

type Operation = {
  readonly route: Route;
  readonly read: (value: unknown) => Values;
  readonly write: WriteCbor;
};

/** `/service/<target>/operation/<name>`, perhaps below a prefix. */
const PATH = /\/service\/([^/]+)\/operation\/([^/]+)$/;

/** https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export function rpcv2Cbor(model: ServiceModel): ProtocolCodec {
  const writer = cborWriter(model);
  const operations = compileOperations(model, writer);
  return {
    route: ({ path }) => {
      const [, target, name] = PATH.exec(path) ?? [];
      return operationOf(operations, target === model.targetPrefix ? name : undefined).route;
    },
    decode: (route, _head, body) => decode(operationOf(operations, route.operation.name), body),
    encode: (route, output, context) => {
      const { write } = operationOf(operations, route.operation.name);
      return answer(200, (sink) => write(sink, output), context);
    },
    encodeError: (error, context) => {
      const described = describeError(model, error);
      const { headers, ...response } = answer(described.status, errorBody(model, writer, error), context);
      return { ...response, headers: { ...headers, ...queryErrorHeader(model, described), ...error.headers } };
    },
  };
}

function compileOperations(model: ServiceModel, writer: CborWriter): ReadonlyMap<string, Operation> {
  const reader = cborReader(model);
  const compiled = Object.values(model.operations).map((operation): [string, Operation] => [
    operation.name,
    {
      route: { operation, protocol: "rpcv2Cbor", streamsInput: false },
      read: reader.members(operation.input),
      write: writer.structure(operation.output),
    },
  ]);
  return new Map(compiled);
}

function operationOf(operations: ReadonlyMap<string, Operation>, name: string | undefined): Operation {
  const operation = name === undefined ? undefined : operations.get(name);
  if (operation === undefined) throw new AwsError("UnknownOperationException", "", { status: 404 });
  return operation;
}

function decode({ read }: Operation, body: Body): Values {
  if (!Buffer.isBuffer(body)) throw new Error("A CBOR body is read whole before it is decoded.");
  // An operation without input may be called without a body.
  return read(body.length === 0 ? {} : decoded(body));
}

function decoded(body: Buffer): unknown {
  try {
    return decodeCbor(body);
  } catch (error) {
    if (error instanceof CborSyntaxError) throw cborError(error.message);
    throw error;
  }
}

function answer(status: number, write: (sink: CborSink) => void, { requestId }: AnswerContext): WireResponse {
  const sink = new CborSink();
  write(sink);
  const headers = {
    "content-type": "application/cbor",
    "smithy-protocol": "rpc-v2-cbor",
    "x-amzn-RequestId": requestId,
  };
  return { status, headers, body: sink.written };
}

/** A structure of `__type`, the message and the members of the error's shape. */
function errorBody(model: ServiceModel, writer: CborWriter, error: AwsError): (sink: CborSink) => void {
  const { shape, message } = describeError(model, error);
  const texts = { __type: qualifiedCode(model, error.code), ...message };
  return (sink) => {
    writeMap(sink, () => {
      for (const [name, value] of Object.entries(texts)) {
        sink.text(name);
        sink.text(value);
      }
      if (shape !== undefined) writer.members(error.code)(sink, error.members);
    });
  };
}
