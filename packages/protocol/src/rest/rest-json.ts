import { AwsError } from "@skylab/aws";
import { describeError } from "../error-shape.ts";
import { asValues } from "../handler-values.ts";
import { jsonReader, jsonWriter, type JsonWriter, parseJson, serializationError } from "../json/index.ts";
import type { ServiceModel } from "../model.ts";
import type { CreateProtocolCodec } from "../protocol-codec.ts";
import type { AnswerContext, WireResponse } from "../wire.ts";
import { responseBindings } from "./bindings.ts";
import type { Documents, MalformedValue, RestDialect, RestRefusals } from "./dialect.ts";
import { headersWriter } from "./response.ts";
import { restCodec } from "./rest-codec.ts";

/** restJson1. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson1: CreateProtocolCodec = (model) => {
  const writer = jsonWriter(model);
  const dialect: RestDialect = {
    protocol: "restJson1",
    contentType: CONTENT_TYPE,
    address: ({ path }) => ({
      path: path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path,
      bucket: undefined,
    }),
    documents: documentsOf(model, writer),
    events: { model, contentType: CONTENT_TYPE, document: writer.value },
    refusals: REFUSALS,
    idHeaders,
    encodeError: (error, context) => encodeError(model, writer, { error, context }),
  };
  return restCodec(model, dialect);
};

const CONTENT_TYPE = "application/json";

const idHeaders = ({ requestId }: AnswerContext): Record<string, string> => ({ "x-amzn-requestid": requestId });

function documentsOf(model: ServiceModel, writer: JsonWriter): Documents {
  const reader = jsonReader(model);
  return {
    readMembers: (shape, names) => {
      const read = reader.members(shape, names);
      return (body) => (body.length === 0 ? {} : asValues(read(parseJson(body))));
    },
    readPayload: (member) => {
      const read = reader.value(member);
      return (body) => read(parseJson(body));
    },
    writeMembers: (shape, names) => writer.members(shape, names),
    writePayload: (member) => writer.value(member),
  };
}

const REFUSALS: RestRefusals = {
  unknownOperation: () =>
    new AwsError("UnknownOperationException", "Unable to determine service/operation name to be authorized", {
      status: 404,
    }),
  malformedUri: () => serializationError("The request URI is not well-formed."),
  malformedValue: ({ wireName, type }: MalformedValue) =>
    serializationError(
      `STRING_VALUE of ${wireName} can not be converted to ${type === "integer" ? "an" : "a"} ${type}`,
    ),
};

type Failure = { readonly error: AwsError; readonly context: AnswerContext };

function encodeError(model: ServiceModel, writer: JsonWriter, { error, context }: Failure): WireResponse {
  const described = describeError(model, error);
  const headers: WireResponse["headers"] = {
    ...idHeaders(context),
    "content-type": CONTENT_TYPE,
    "x-amzn-errortype": error.code,
    ...error.headers,
  };
  if (described.shape) headersWriter(model, responseBindings(model, error.code))(error.members, headers);
  return { status: described.status, headers, body: Buffer.from(errorBody(model, writer, error)) };
}

function errorBody(model: ServiceModel, writer: JsonWriter, error: AwsError): string {
  const { shape, message, fault } = describeError(model, error);
  if (!shape) return JSON.stringify({ ...message, ...error.members });
  const write = writer.members(error.code, responseBindings(model, error.code).body);
  // Lambda says in each error whose fault it is.
  const modelled = write({ Type: fault === "Sender" ? "User" : "Service", ...message, ...error.members });
  if (Object.keys(message).every((name) => Object.hasOwn(shape.members, name))) return modelled;
  // Some errors of API Gateway's management API have no member for the message that they carry all the same.
  return modelled === "{}" ? JSON.stringify(message) : `${JSON.stringify(message).slice(0, -1)},${modelled.slice(1)}`;
}
