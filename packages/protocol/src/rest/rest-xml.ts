import type { AwsError } from "@skylab/aws";
import { withoutChunking } from "../aws-chunked/index.ts";
import { describeError } from "../error-shape.ts";
import { asValues, isAbsent } from "../handler-values.ts";
import type { Member, ServiceModel } from "../model.ts";
import type { CreateProtocolCodec } from "../protocol-codec.ts";
import { resolveMember, textTrait } from "../shape-of.ts";
import type { AnswerContext, WireResponse } from "../wire.ts";
import {
  escapeAttribute,
  escapeText,
  parseXml,
  type XmlElement,
  type WriteXml,
  xmlReader,
  XmlSyntaxError,
  xmlWriter,
  type XmlWriter,
} from "../xml/index.ts";
import type { Documents, RestDialect } from "./dialect.ts";
import { restCodec } from "./rest-codec.ts";
import { s3Address } from "./s3-address.ts";
import { inOwnWords, malformedXml, s3Refusals, s3Status } from "./s3-errors.ts";

/** restXml, which S3 alone speaks. https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export const restXml: CreateProtocolCodec = (model) => {
  const writer = xmlWriter(model);
  const dialect: RestDialect = {
    protocol: "restXml",
    contentType: "application/xml",
    address: s3Address,
    documents: documentsOf(model, writer),
    events: { model, contentType: "text/xml", document: (member) => writer.element(member.shape, member) },
    refusals: s3Refusals,
    idHeaders,
    encodeError: (error, context) => encodeError(model, writer, { error: inOwnWords(error), context }),
  };
  const codec = restCodec(model, dialect);
  return {
    ...codec,
    decode: (route, head, body) => codec.decode(route, { ...head, headers: withoutChunking(head.headers) }, body),
    encode: (route, output, context) => {
      const response = codec.encode(route, output, context);
      giveBackExpires(response.headers);
      // The model knows one status an operation; an answer with a part of an object has its own.
      return response.headers["content-range"] === undefined ? response : { ...response, status: PARTIAL_CONTENT };
    },
  };
};

const PARTIAL_CONTENT = 206;

/** The model has a date for Expires, and this member for what is none: S3 gives back whatever was put. */
function giveBackExpires(headers: WireResponse["headers"]): void {
  const { expiresstring: text } = headers;
  if (text === undefined) return;
  headers["expires"] = text;
  delete headers["expiresstring"];
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const idHeaders = ({ requestId, hostId }: AnswerContext): Record<string, string> => ({
  "x-amz-request-id": requestId,
  ...(hostId !== undefined && { "x-amz-id-2": hostId }),
});

function documentsOf(model: ServiceModel, writer: XmlWriter): Documents {
  const reader = xmlReader(model);
  return {
    readMembers: (shape, names) => {
      const read = reader.members(shape, names);
      return (body) => (body.length === 0 ? {} : readDocument(body, rootName(model, { shape }), read));
    },
    readPayload: (member) => {
      const read = reader.value(member);
      return (body) => readDocument(body, rootName(model, member), read);
    },
    writeMembers: (shape, names) => {
      const write = shape === "GetBucketLocationOutput" ? writeLocation : writer.members(shape, names);
      return document(model, rootName(model, { shape }), write);
    },
    writePayload: (member) => document(model, rootName(model, member), writer.members(member.shape)),
  };
}

/** The one answer whose root element is the value itself; us-east-1 is the absent value. */
const writeLocation = (output: unknown): string => escapeText(textOf(asValues(output)["LocationConstraint"]));

const rootName = (model: ServiceModel, member: Member): string =>
  textTrait(resolveMember(model, member).traits, "xmlName") ?? member.shape;

function readDocument<Value>(body: Buffer, root: string, read: (element: XmlElement) => Value): Value {
  try {
    const element = parseXml(body);
    if (element.name !== root) throw malformedXml();
    return read(element);
  } catch (error) {
    throw error instanceof XmlSyntaxError ? malformedXml() : error;
  }
}

function document(model: ServiceModel, root: string, write: WriteXml): WriteXml {
  const namespace = model.xmlNamespace === undefined ? "" : ` xmlns="${escapeAttribute(model.xmlNamespace)}"`;
  const open = `${DECLARATION}<${root}${namespace}>`;
  const close = `</${root}>`;
  return (value) => open + write(value) + close;
}

type Failure = { readonly error: AwsError; readonly context: AnswerContext };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
function encodeError(model: ServiceModel, writer: XmlWriter, { error, context }: Failure): WireResponse {
  const described = describeError(model, error);
  const status = error.status ?? s3Status(error.code) ?? described.status;
  const headers = { ...idHeaders(context), ...error.headers };
  if (status === NOT_MODIFIED) return { status, headers, body: Buffer.alloc(0) };
  const element = (name: string, value: unknown): string => {
    const member = described.shape?.members[name];
    if (member) return writer.element(name, member)(value);
    return isAbsent(value) ? "" : `<${name}>${escapeText(textOf(value))}</${name}>`;
  };
  const parts = { Code: error.code, Message: error.message, ...error.members };
  const ids = { RequestId: context.requestId, HostId: context.hostId };
  const text = Object.entries({ ...parts, ...ids }).map(([name, value]) => element(name, value));
  return {
    status,
    headers: { ...headers, "content-type": "application/xml" },
    body: Buffer.from(`${DECLARATION}<Error>${text.join("")}</Error>`),
  };
}

const NOT_MODIFIED = 304;

/** What a simple value is in XML; a structure has no business where S3's model knows none. */
const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
