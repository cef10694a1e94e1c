import { rpcv2Cbor } from "./cbor/index.ts";
import { awsJson } from "./json/index.ts";
import type { ProtocolName, ServiceModel } from "./model.ts";
import type { CreateProtocolCodec, ProtocolCodec } from "./protocol-codec.ts";
import { awsQuery } from "./query/index.ts";
import { restJson1, restXml } from "./rest/index.ts";
import { createValidator } from "./validate/index.ts";
import type { Codec, RequestHead } from "./wire.ts";

const PROTOCOLS: Readonly<Record<ProtocolName, CreateProtocolCodec>> = {
  awsJson1_0: (model) => awsJson(model, "awsJson1_0"),
  awsJson1_1: (model) => awsJson(model, "awsJson1_1"),
  awsQuery,
  restJson1,
  restXml,
  rpcv2Cbor,
};

/** Everything between a service's wire and typed values, in every protocol that its model names. */
export function createCodec(model: ServiceModel): Codec {
  const codecs = new Map(model.protocols.map((name) => [name, PROTOCOLS[name](model)]));
  const speaking = (name: ProtocolName): ProtocolCodec => {
    const codec = codecs.get(name);
    if (codec === undefined) throw new Error(`${model.name} does not speak ${name}.`);
    return codec;
  };
  const validate = createValidator(model);
  return {
    model,
    protocolOf: (head) => protocolOf(model, head),
    route: (head, body) => speaking(protocolOf(model, head)).route(head, body),
    decode: (route, head, body) => speaking(route.protocol).decode(route, head, body),
    validate: (operation, input) => validate(operation.input, input),
    encode: (route, output, context) => speaking(route.protocol).encode(route, output, context),
    encodeError: (protocol, error, context) => speaking(protocol).encodeError(error, context),
  };
}

/** What a request says that it speaks, or else what the SDK for JavaScript speaks with this service. */
function protocolOf({ protocols }: ServiceModel, head: RequestHead): ProtocolName {
  const [first, ...others] = protocols;
  if (first === undefined) throw new Error("A model names the protocols of its service.");
  return others.find((name) => speaks(name, head)) ?? first;
}

/** The first protocol of a model needs no sign; Query and CBOR beside it give one. */
function speaks(name: ProtocolName, { headers, query }: RequestHead): boolean {
  if (name === "rpcv2Cbor") return headers["smithy-protocol"] === "rpc-v2-cbor";
  if (name !== "awsQuery" || headers["x-amz-target"] !== undefined) return false;
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true || ACTION.test(query);
}

const ACTION = /(?:^|&)Action=/;
