import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import { AwsError } from "@skylab/aws";
import type { Codec, RequestHead, Route, ServiceModel, Shape, Values } from "@skylab/protocol";
import type { MultiValues } from "../api-request.ts";
import type { ServiceRequest } from "./integration.ts";
import type { ServiceApi } from "./service-api.ts";

/** What a service is asked for. */
export type Asked = { readonly operation: string; readonly input: Values; readonly route: Route };

/** The head of the request, as the service would see it. */
export function headOf(request: ServiceRequest, { codec: { model } }: ServiceApi): RequestHead {
  const { method, target } = request;
  const headers = {
    ...headersOf(request.headers),
    host: hostOf(request),
    "content-length": String(request.body.length),
  };
  const query = new URLSearchParams(pairsOf(request.query));
  if ("path" in target) return { method, path: pathOf(target.path), query: query.toString(), headers };
  const [action = "", ...parameters] = target.action.split("&");
  for (const [name, value] of new URLSearchParams(parameters.join("&"))) query.set(name, value);
  if (speaksJson(model, headers)) {
    const named = { "x-amz-target": `${model.targetPrefix}.${action}`, ...headers };
    return { method: "POST", path: "/", query: query.toString(), headers: named };
  }
  query.set("Action", action);
  return { method, path: "/", query: query.toString(), headers };
}

/** What the request asks for, as a value. @throws AwsError in the words of the service's protocol */
export function readAsked(request: ServiceRequest, head: RequestHead, { codec, name }: ServiceApi): Asked {
  const { protocols } = codec.model;
  const isAction = "action" in request.target;
  if (isAction && protocols.every((protocol) => protocol.startsWith("rest"))) return restAction(head, request, codec);
  const body = codec.protocolOf(head) === "awsQuery" && !isForm(head.headers) ? NO_BODY : request.body;
  const route = codec.route(head, body);
  const decoded = codec.decode(route, head, body);
  const input = route.streamsInput ? withBytes(decoded, body) : decoded;
  return { operation: route.operation.name, route, input: name === "sqs" ? withQueue(input, request) : input };
}

/** What would flow is bytes in a call. */
const withBytes = (input: Values, body: Buffer): Values =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value instanceof Readable ? body : value]));

const NO_BODY = Buffer.alloc(0);

/** A service that speaks both does as the request does, which is a form where it says nothing. */
const speaksJson = ({ protocols, targetPrefix }: ServiceModel, headers: IncomingHttpHeaders): boolean =>
  targetPrefix !== undefined &&
  (!protocols.includes("awsQuery") || headers["content-type"]?.startsWith("application/x-amz-json") === true);

const isForm = (headers: IncomingHttpHeaders): boolean =>
  headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;

const hostOf = ({ region, service, subdomain }: ServiceRequest): string =>
  `${subdomain === undefined ? "" : `${subdomain}.`}${service}.${region}.amazonaws.com`;

/** One slash in front, where integrations have one or none. */
const pathOf = (path: string): string => `/${path.replace(/^\/+/, "")}`;

const headersOf = (headers: MultiValues): IncomingHttpHeaders =>
  Object.fromEntries(Array.from(headers, ([name, values]) => [name.toLowerCase(), values.join(", ")]));

const pairsOf = (values: MultiValues): [string, string][] =>
  Array.from(values).flatMap(([name, each]) => each.map((value): [string, string] => [name, value]));

/** A queue's path says which it is: `sqs:path/123456789012/orders`. */
function withQueue(input: Values, request: ServiceRequest): Values {
  if (input["QueueUrl"] !== undefined || !("path" in request.target)) return input;
  const path = pathOf(request.target.path);
  return path === "/" ? input : { ...input, QueueUrl: `https://${hostOf(request)}${path}` };
}

/**
 * `s3:action/GetObject&Bucket=photos&Key=cat.png`: REST APIs have no actions, and so parameters are members by name.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html#apigw-PutIntegration-request-uri
 */
function restAction({ query }: RequestHead, { body }: ServiceRequest, { model }: Codec): Asked {
  const parameters = new URLSearchParams(query);
  const name = parameters.get("Action") ?? "";
  const operation = Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
  if (operation === undefined) throw new AwsError("UnknownOperationException", "", { status: NOT_FOUND });
  const input: Values = {};
  for (const [member, shape] of membersOf(model, operation.input)) {
    const text = parameters.get(member);
    if (text !== null) input[member] = valueOf(shape, text);
    else if ("streaming" in shape && body.length > 0) input[member] = body;
  }
  const [protocol = "restJson1"] = model.protocols;
  return { operation: name, input, route: { operation, protocol, streamsInput: false } };
}

const NOT_FOUND = 404;

function membersOf(model: ServiceModel, structure: string): [string, Shape][] {
  const shape = model.shapes[structure];
  if (shape?.type !== "structure") return [];
  return Object.entries(shape.members).flatMap(([name, member]) => {
    const its = model.shapes[member.shape];
    return its === undefined ? [] : [[name, its] satisfies [string, Shape]];
  });
}

function valueOf({ type }: Shape, text: string): unknown {
  if (type === "boolean") return text === "true";
  if (type === "integer" || type === "long" || type === "float" || type === "double") return Number(text);
  return type === "timestamp" ? new Date(text) : text;
}
