import { AwsError } from "@skylab/aws";
import { describeError } from "../error-shape.ts";
import type { ServiceModel } from "../model.ts";
import type { ProtocolCodec } from "../protocol-codec.ts";
import type { AnswerContext, Body, RequestHead, Route, Values, WireResponse } from "../wire.ts";
import { escapeAttribute, escapeText, type WriteXml, type XmlWriter, xmlWriter } from "../xml/index.ts";
import { findParameter, type FormNode, parseForm } from "./form.ts";
import { jsonAnswer, jsonError } from "./json-answer.ts";
import { formReader } from "./reader.ts";

type Operation = {
  readonly route: Route;
  readonly read: (form: FormNode) => Values;
  /** The whole `<XResult>`; nothing where the operation has no output. */
  readonly writeResult: WriteXml;
};

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function awsQuery(model: ServiceModel): ProtocolCodec {
  const writer = xmlWriter(model);
  const operations = compileOperations(model, writer);
  const xmlns = escapeAttribute(model.xmlNamespace ?? "");
  return {
    route: (head, body) => {
      const texts = textsOf(head, body);
      return operationOf(operations, findParameter("Action", ...texts), () => unknownAction(model, texts)).route;
    },
    decode: (route, head, body) => {
      const operation = operationOf(operations, route.operation.name, () => new Error("No operation of this model."));
      return operation.read(parseForm(...textsOf(head, wholeBody(body)).toReversed()));
    },
    encode: ({ operation }, output, context) => {
      if (context.inJson) return answer(200, jsonAnswer(model, operation, { output, context }), context);
      const { name } = operation;
      const { writeResult } = operationOf(operations, name, () => new Error("No operation of this model."));
      const metadata = `<ResponseMetadata><RequestId>${escapeText(context.requestId)}</RequestId></ResponseMetadata>`;
      return answer(
        200,
        `<${name}Response xmlns="${xmlns}">${writeResult(output)}${metadata}</${name}Response>`,
        context,
      );
    },
    encodeError: (error, context) => {
      const { status } = describeError(model, error);
      const id = `<RequestId>${escapeText(context.requestId)}</RequestId>`;
      const text = context.inJson
        ? jsonError(model, error, context)
        : `<ErrorResponse xmlns="${xmlns}">${errorElement(model, writer, error)}${id}</ErrorResponse>`;
      const { headers, ...response } = answer(status, text, context);
      return { ...response, headers: { ...headers, ...error.headers } };
    },
  };
}

function compileOperations(model: ServiceModel, writer: XmlWriter): ReadonlyMap<string, Operation> {
  const reader = formReader(model);
  const compiled = Object.values(model.operations).map((operation): [string, Operation] => [
    operation.name,
    {
      route: { operation, protocol: "awsQuery", streamsInput: false },
      read: reader(operation.input),
      writeResult: resultWriter(writer, operation.name, operation.output),
    },
  ]);
  return new Map(compiled);
}

function resultWriter(writer: XmlWriter, name: string, output: string): WriteXml {
  if (output === "Unit") return () => "";
  const write = writer.members(output);
  return (value) => `<${name}Result>${write(value)}</${name}Result>`;
}

/** Where parameters may stand: the body before the URL. */
function textsOf(head: RequestHead, body: Buffer | undefined): string[] {
  return body === undefined ? [head.query] : [body.toString("utf8"), head.query];
}

function wholeBody(body: Body): Buffer {
  if (!Buffer.isBuffer(body)) throw new Error("A form is read whole before it is decoded.");
  return body;
}

function operationOf(
  operations: ReadonlyMap<string, Operation>,
  name: string | undefined,
  unknown: () => Error,
): Operation {
  const operation = name === undefined ? undefined : operations.get(name);
  if (operation === undefined) throw unknown();
  return operation;
}

function unknownAction(model: ServiceModel, texts: readonly string[]): AwsError {
  const action = findParameter("Action", ...texts);
  if (action === undefined || action === "") return new AwsError("MissingAction", "Missing Action");
  const version = findParameter("Version", ...texts) ?? model.apiVersion;
  const message =
    // Recorded of SQS, the one service whose Query API is a second protocol.
    model.queryCompatible
      ? `The action ${action} is not valid for this endpoint.`
      : `Could not find operation ${action} for version ${version}`;
  return new AwsError("InvalidAction", message);
}

function errorElement(model: ServiceModel, writer: XmlWriter, error: AwsError): string {
  const { shape, fault, queryCode } = describeError(model, error);
  const members = shape === undefined ? "" : writer.members(error.code)(error.members);
  const words = error.queryMessage ?? error.message;
  const message = words === "" ? "" : `<Message>${escapeText(words)}</Message>`;
  // Recorded of SQS, the one service whose Query API is a second protocol.
  const detail = model.queryCompatible ? "<Detail/>" : "";
  return `<Error><Type>${fault}</Type><Code>${escapeText(queryCode)}</Code>${message}${members}${detail}</Error>`;
}

function answer(status: number, text: string, { inJson, requestId }: AnswerContext): WireResponse {
  return {
    status,
    headers: { "content-type": inJson ? "application/json" : "text/xml", "x-amzn-RequestId": requestId },
    body: text,
  };
}
