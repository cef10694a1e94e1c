import type { OperationModel } from "../model.ts";

/** An operation's `http.uri` in its parts. https://smithy.io/2.0/spec/http-bindings.html#http-trait */
export type UriTemplate = {
  readonly segments: readonly Segment[];
  /** Parameters that must be present: `acl` with any value, `list-type` with the value `2`. */
  readonly query: readonly QueryLiteral[];
  /** The `x-id` that some SDKs send to tell operations apart. */
  readonly id: string | undefined;
};

/** A greedy label takes the rest of the path, slashes included. */
export type Segment = { readonly kind: "literal" | "label" | "greedy"; readonly text: string };
type QueryLiteral = { readonly name: string; readonly value: string };

/** Parses the template of an operation of a REST protocol. @throws Error where the model is broken. */
export function uriTemplate(operation: OperationModel): UriTemplate {
  if (!operation.http) throw new Error(`${operation.name} has no HTTP binding.`);
  const [path = "", query = ""] = operation.http.uri.split("?");
  const literals = query === "" ? [] : query.split("&").map(queryLiteral);
  return {
    segments: path.split("/").slice(1).filter(Boolean).map(segment),
    query: literals.filter(({ name }) => name !== "x-id"),
    id: literals.find(({ name }) => name === "x-id")?.value,
  };
}

function segment(text: string): Segment {
  const label = /^\{([^{}+]+)(\+?)\}$/.exec(text);
  if (!label) return { kind: "literal", text };
  return { kind: label[2] === "+" ? "greedy" : "label", text: label[1] ?? "" };
}

function queryLiteral(text: string): QueryLiteral {
  const [name = "", value = ""] = text.split("=");
  return { name, value };
}
