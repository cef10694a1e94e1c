import type { OperationModel, ServiceModel } from "../model.ts";
import type { ProtocolCodec } from "../protocol-codec.ts";
import type { RequestHead, Route } from "../wire.ts";
import { requestBindings } from "./bindings.ts";
import type { RestDialect } from "./dialect.ts";
import { type DecodeRequest, requestDecoder } from "./request.ts";
import { type EncodeResponse, responseEncoder } from "./response.ts";
import { createRouter } from "./router.ts";
import { decodePercent, parseQuery } from "./uri.ts";

/** What restJson1 and restXml have in common: routes, and members bound to HTTP. */
export function restCodec(model: ServiceModel, dialect: RestDialect): ProtocolCodec {
  const router = createRouter(model);
  const compiled = new Map<string, Operation>();

  const operationOf = (operation: OperationModel): Operation => {
    const known = compiled.get(operation.name) ?? compileOperation(model, operation, dialect);
    compiled.set(operation.name, known);
    return known;
  };

  const route = (head: RequestHead): Route => {
    const address = dialect.address(head);
    const query = parseQuery(head.query);
    const segments = decodeSegments(address.path);
    const bucket = decodePercent(address.bucket ?? "");
    if (!query || !segments || bucket === undefined) throw dialect.refusals.malformedUri();
    const onBucket = address.bucket !== undefined;
    const match = router({ method: head.method, headers: head.headers, segments, query, onBucket });
    if (!match) throw dialect.refusals.unknownOperation(head, address);
    const { operation, labels } = match;
    if (onBucket) labels["Bucket"] = bucket;
    const virtualBucket = address.isVirtual ? bucket : undefined;
    const { streamsInput } = operationOf(operation);
    return { operation, labels, virtualBucket, protocol: dialect.protocol, streamsInput };
  };

  return {
    route,
    decode: (found, head, body) => operationOf(found.operation).decode(found, head, body),
    encode: (found, output, context) => operationOf(found.operation).encode(output, context),
    encodeError: dialect.encodeError,
  };
}

type Operation = {
  readonly streamsInput: boolean;
  readonly decode: DecodeRequest;
  readonly encode: EncodeResponse;
};

function compileOperation(model: ServiceModel, operation: OperationModel, dialect: RestDialect): Operation {
  return {
    streamsInput: requestBindings(model, operation.input).payload?.kind === "stream",
    decode: requestDecoder(model, operation, dialect),
    encode: responseEncoder(model, operation, dialect),
  };
}

function decodeSegments(path: string): string[] | undefined {
  const segments: string[] = [];
  for (const part of path === "/" || path === "" ? [] : path.slice(1).split("/")) {
    const segment = decodePercent(part);
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  return segments;
}
