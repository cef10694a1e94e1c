import type { Method } from "@aws-sdk/client-api-gateway";
import { isoSeconds } from "@skylab/aws";
import type { StoredDocumentationVersion } from "../../../domain/documentation/documentation.ts";
import type { RestSnapshot } from "../../../domain/rest/snapshot.ts";

/** A REST API as a stage has it, and what is to be told of it. */
export type Exported = {
  readonly snapshot: RestSnapshot;
  readonly stageName: string;
  /** `http://a1b2c3d4e5.execute-api.localhost:4566` */
  readonly url: URL;
  readonly extensions: Extensions;
  /** Of the stage. */
  readonly documentation?: StoredDocumentationVersion | undefined;
};

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html#API_GetExport_RequestParameters */
export type Extensions = { readonly integrations: boolean; readonly authorizers: boolean };

/** @param asked `integrations,authorizers`; `apigateway` is all that API Gateway has */
export function readExtensions(asked = ""): Extensions {
  const names = new Set(asked.split(",").map((name) => name.trim()));
  const all = names.has("apigateway");
  return { integrations: all || names.has("integrations"), authorizers: all || names.has("authorizers") };
}

/** A method where it is. */
export type ExportedMethod = {
  readonly path: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly method: Method;
};

/** In this order documents tell methods. */
const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "ANY"];

/** The methods of an API by their paths; those without any are not told. */
export function methodsByPath({ resources }: RestSnapshot): readonly (readonly [string, readonly ExportedMethod[]])[] {
  return resources
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ id, path, resourceMethods = {} }): [string, ExportedMethod[]] => [
      path,
      METHODS.flatMap((httpMethod) => {
        const method = resourceMethods[httpMethod];
        return method === undefined ? [] : [{ path, resourceId: id, httpMethod, method }];
      }),
    ])
    .filter(([, methods]) => methods.length > 0);
}

/** Parts in the order of their names: that of ids is another in each API. */
export const byName = <Part extends { readonly name?: string | undefined }>(parts: readonly Part[]): readonly Part[] =>
  parts.toSorted(({ name: one = "" }, { name: other = "" }) => (one < other ? -1 : 1));

/** An API's version, or else when it was made. */
export const versionOf = ({ api: { createdDate = 0, version } }: RestSnapshot): string =>
  version ?? isoSeconds(createdDate);
