import type { RestOperations } from "../rest/operation.ts";
import { GetResources } from "../rest/operations/GetResources.ts";
import { ImportRestApi } from "../rest/operations/ImportRestApi.ts";
import { PutRestApi } from "../rest/operations/PutRestApi.ts";
import type { TestApigateway } from "./use-apigateway.ts";

type As = { readonly account: string };

type Put = Omit<RestOperations["PutRestApi"]["input"], "body">;

const bytes = (document: unknown) => Buffer.from(typeof document === "string" ? document : JSON.stringify(document));

/** Imports documents as REST APIs, and tells what these have then. */
export const useDocuments = (test: () => TestApigateway) => ({
  importApi: (document: unknown, as: As, more: Partial<RestOperations["ImportRestApi"]["input"]> = {}) =>
    test().call(ImportRestApi, { body: bytes(document), ...more }, as),

  putApi: (document: unknown, as: As, put: Put) => test().call(PutRestApi, { body: bytes(document), ...put }, as),

  /** Methods of an API: `GET /books`. */
  methodsOf: async (restApiId: string, as: As) => {
    const { items = [] } = await test().call(GetResources, { restApiId, embed: ["methods"] }, as);
    const methods = items.flatMap(({ path = "", resourceMethods = {} }) =>
      Object.entries(resourceMethods).map(([name, method]) => [`${name} ${path}`, method] as const),
    );
    return new Map(methods);
  },

  pathsOf: async (restApiId: string, as: As) => {
    const { items = [] } = await test().call(GetResources, { restApiId }, as);
    return items.map(({ path = "" }) => path).toSorted((one, other) => (one < other ? -1 : 1));
  },
});
