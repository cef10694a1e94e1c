import type { Member, ServiceModel, Shape } from "../model.ts";
import { resolveMember, structureOf, textTrait } from "../shape-of.ts";

/** Where the members of an operation's input or output stand in an HTTP message. */
export type Bindings = {
  readonly labels: readonly Bound[];
  readonly query: readonly Bound[];
  readonly headers: readonly Bound[];
  /** A map of the query parameters that nothing else is bound to. */
  readonly queryParams: Bound | undefined;
  /** A map of the headers that begin with `wireName`. */
  readonly prefixHeaders: Bound | undefined;
  readonly statusCode: Bound | undefined;
  readonly payload: Payload | undefined;
  /** The names of the members that stand in the body's document, where there is no payload. */
  readonly body: readonly string[];
};

/** A member and the name that it has on the wire; names of headers are in lower case, as Node has them. */
export type Bound = { readonly name: string; readonly wireName: string; readonly member: Member };

/** A member that is the whole body. */
export type Payload = Bound & { readonly kind: PayloadKind };
/** A stream passes through untouched; events are encoded one by one; a document is JSON or XML. */
type PayloadKind = "stream" | "events" | "blob" | "text" | "document";

/** The bindings of a request's structure. */
export function requestBindings(model: ServiceModel, shape: string): Bindings {
  return bindings(model, shape, REQUEST_LOCATIONS);
}

/** The bindings of an answer's structure: labels and query parameters are ordinary members there. */
export function responseBindings(model: ServiceModel, shape: string): Bindings {
  return bindings(model, shape, RESPONSE_LOCATIONS);
}

const REQUEST_LOCATIONS = [
  "httpLabel",
  "httpQuery",
  "httpQueryParams",
  "httpHeader",
  "httpPrefixHeaders",
  "httpPayload",
] as const;
const RESPONSE_LOCATIONS = ["httpHeader", "httpPrefixHeaders", "httpResponseCode", "httpPayload"] as const;
type Location = (typeof REQUEST_LOCATIONS)[number] | (typeof RESPONSE_LOCATIONS)[number];

function bindings(model: ServiceModel, shapeName: string, locations: readonly Location[]): Bindings {
  const members = Object.entries(structureOf(model, shapeName).members);
  const at = (location: Location): Bound[] =>
    locations.includes(location)
      ? members
          .filter(([, member]) => member.traits?.[location] !== undefined)
          .map(([name, member]) => ({ name, member, wireName: wireName(name, member, location) }))
      : [];
  const [payload] = at("httpPayload");
  return {
    labels: at("httpLabel"),
    query: at("httpQuery"),
    headers: at("httpHeader"),
    queryParams: at("httpQueryParams")[0],
    prefixHeaders: at("httpPrefixHeaders")[0],
    statusCode: at("httpResponseCode")[0],
    payload: payload && { ...payload, kind: payloadKind(resolveMember(model, payload.member).shape) },
    body: members
      .filter(([, member]) => locations.every((location) => member.traits?.[location] === undefined))
      .map(([name]) => name),
  };
}

function wireName(name: string, member: Member, location: Location): string {
  const written = textTrait(member.traits, location) ?? name;
  return location === "httpHeader" || location === "httpPrefixHeaders" ? written.toLowerCase() : written;
}

function payloadKind(shape: Shape): PayloadKind {
  if (shape.type === "blob") return shape.streaming ? "stream" : "blob";
  if (shape.type === "string") return "text";
  return shape.type === "structure" && shape.eventStream ? "events" : "document";
}
