import type { WireResponse } from "@skylab/protocol";
import type { ExpressionScope } from "./expression.ts";
import type { HttpCall } from "./http-call.ts";
import { internalError } from "./refusals.ts";
import type { ServiceParameters } from "./service-parameters.ts";
import { wireAnswer } from "./wire-answer.ts";

/** An operation of a service, as AWS calls it: SQS by a form, the others by JSON. */
type Subtype = {
  readonly service: string;
  readonly action: string;
  readonly speaks: "form" | "json";
  /** The body of a request, where the parameters do not stand in it as they are. */
  readonly shape?: (parameters: Parameters) => Parameters;
};

type Parameters = Readonly<Record<string, unknown>>;

/** Parameters that AWS takes as JSON in a text, or as a number. */
const parsedOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown; // as: whatever it is.
  } catch {
    return text;
  }
};

/** An event of EventBridge, of which `Resources` is a list. */
const putEvents = ({
  EventBusName,
  Detail,
  DetailType,
  Resources,
  Source,
  Time,
  TraceHeader,
}: Parameters): Parameters => ({
  Entries: [{ EventBusName, Detail, DetailType, Resources: listOf(Resources), Source, Time, TraceHeader }],
});

const listOf = (value: unknown): unknown => (typeof value === "string" ? parsedOf(value) : value);

const base64 = (value: unknown): string => Buffer.from(typeof value === "string" ? value : "").toString("base64");

const lowerFirst = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;

const inLowerCamel = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [lowerFirst(name), value]));

/** Members of Step Functions begin in lower case. */
const states = (action: string): Subtype => ({ service: "states", action, speaks: "json", shape: inLowerCamel });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
const SUBTYPES: ReadonlyMap<string, Subtype> = new Map([
  ["EventBridge-PutEvents", { service: "events", action: "PutEvents", speaks: "json", shape: putEvents }],
  ["SQS-SendMessage", { service: "sqs", action: "SendMessage", speaks: "form" }],
  ["SQS-ReceiveMessage", { service: "sqs", action: "ReceiveMessage", speaks: "form" }],
  ["SQS-DeleteMessage", { service: "sqs", action: "DeleteMessage", speaks: "form" }],
  ["SQS-PurgeQueue", { service: "sqs", action: "PurgeQueue", speaks: "form" }],
  [
    "Kinesis-PutRecord",
    {
      service: "kinesis",
      action: "PutRecord",
      speaks: "json",
      shape: (parameters) => ({ ...parameters, Data: base64(parameters["Data"]) }),
    },
  ],
  ["StepFunctions-StartExecution", states("StartExecution")],
  ["StepFunctions-StartSyncExecution", states("StartSyncExecution")],
  ["StepFunctions-StopExecution", states("StopExecution")],
]);

/** Asks a service for what an integration names, and answers as it does. */
export async function callService(call: HttpCall): Promise<WireResponse> {
  const { as, front, integration, request, scope, serviceParameters, timeoutMs } = call;
  const [name = "", version] = (integration.IntegrationSubtype ?? "").split(/-(?=\d)/);
  const subtype = version === undefined || version === "1.0" ? SUBTYPES.get(name) : undefined;
  if (subtype === undefined) throw internalError();
  const { Region = as.place.region, ...parameters } = valuesOf(serviceParameters, scope);
  const { headers, body } = subtype.speaks === "form" ? formOf(subtype, parameters) : jsonOf(subtype, parameters);
  const answer = await front.dataPlane.integrations.service({
    as,
    service: subtype.service,
    region: Region,
    target: { action: subtype.action },
    method: "POST",
    query: new Map(),
    headers: new Map(headers),
    body,
    timeoutMs,
    signal: request.signal,
  });
  return wireAnswer(answer);
}

/** Those that there are values for. */
function valuesOf(parameters: ServiceParameters, scope: ExpressionScope): Record<string, string> {
  const values = parameters.flatMap(([name, valueIn]) => {
    const value = valueIn(scope);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

type Sent = { readonly headers: [string, string[]][]; readonly body: Buffer };

function jsonOf({ shape = (given) => given }: Subtype, parameters: Parameters): Sent {
  const body = Buffer.from(JSON.stringify(shape(parameters)));
  return { headers: [["content-type", ["application/x-amz-json-1.1"]]], body };
}

/** As Query requests have it: attributes and lists are numbered. */
function formOf({ action }: Subtype, parameters: Readonly<Record<string, string>>): Sent {
  const form = new URLSearchParams({ Action: action, Version: "2012-11-05" });
  for (const [name, value] of Object.entries(parameters)) {
    const singular = SINGULAR.get(name);
    if (singular === undefined) form.set(name, value);
    else for (const [key, text] of numbered(singular, parsedOf(value))) form.set(key, text);
  }
  return {
    headers: [["content-type", ["application/x-www-form-urlencoded"]]],
    body: Buffer.from(form.toString()),
  };
}

const SINGULAR: ReadonlyMap<string, string> = new Map([
  ["MessageAttributes", "MessageAttribute"],
  ["MessageSystemAttributes", "MessageSystemAttribute"],
  ["AttributeNames", "AttributeName"],
  ["MessageAttributeNames", "MessageAttributeName"],
]);

/** `AttributeName.1` of a list, `MessageAttribute.1.Name` and `….Value.DataType` of a map. */
function numbered(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.map((each, i) => [`${name}.${i + 1}`, String(each)] as const);
  if (typeof value !== "object" || value === null) return [[`${name}.1`, String(value)]];
  const pairs: [string, string][] = [];
  for (const [i, [key, attribute]] of Object.entries(value).entries()) {
    pairs.push([`${name}.${i + 1}.Name`, key]);
    for (const [member, text] of Object.entries(Object(attribute) as Parameters)) {
      // as: an object, made of whatever it was.
      pairs.push([`${name}.${i + 1}.Value.${member}`, String(text)]);
    }
  }
  return pairs;
}
