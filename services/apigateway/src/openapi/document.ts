import type { JsonObject } from "./json.ts";

/** An API as a document describes it, whichever version of OpenAPI it is written in. */
export type ApiDocument = {
  /** All of it: extensions are read from here. */
  readonly root: JsonObject;
  readonly title: string | undefined;
  readonly version: string | undefined;
  readonly description: string | undefined;
  /** `/` or `/orders/v1`, with what variables of servers are by default. */
  readonly basePath: string;
  /** What `x-amazon-apigateway-endpoint-configuration` says, of the API or of its first server. */
  readonly endpoint: JsonObject;
  /** All paths, also those that nothing is done at. */
  readonly paths: readonly string[];
  readonly operations: readonly ApiOperation[];
  readonly schemas: JsonObject;
  readonly securitySchemes: Readonly<Record<string, JsonObject>>;
  readonly warnings: readonly string[];
};

/** What is done at a path. */
export type ApiOperation = {
  readonly path: string;
  /** `GET`, `ANY` */
  readonly httpMethod: string;
  /** All of it: extensions are read from here. */
  readonly node: JsonObject;
  readonly operationId: string | undefined;
  readonly parameters: readonly ApiParameter[];
  readonly request: readonly ApiContent[];
  readonly responses: readonly ApiResponse[];
  /** Any of these: its own, or those of the whole API. Each has the names of schemes with their scopes. */
  readonly security: readonly JsonObject[];
};

export type ApiParameter = {
  readonly in: "header" | "path" | "query";
  readonly name: string;
  readonly required: boolean;
};

/** What a body is: its schema, where it has one, as it stands in the document. */
export type ApiContent = { readonly contentType: string; readonly schema: unknown };

export type ApiResponse = {
  /** `200`, `default`, `4XX` */
  readonly status: string;
  readonly headers: readonly string[];
  readonly content: readonly ApiContent[];
};
