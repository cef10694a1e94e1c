import { parse } from "yaml";
import { CreateDeployment } from "../rest/operations/CreateDeployment.ts";
import { GetExport } from "../rest/operations/GetExport.ts";
import { ImportRestApi } from "../rest/operations/ImportRestApi.ts";
import type { RestOperations } from "../rest/operation.ts";
import type { TestApigateway } from "./use-apigateway.ts";

type As = { readonly account: string };

/** What of an export is asked for, beside the API and its stage `live`. */
export type AskedExport = Partial<RestOperations["GetExport"]["input"]>;

export const WHOLE = { parameters: { extensions: "apigateway" } };

/** Deploys documents as REST APIs, and exports these. */
export function useExports(test: () => TestApigateway) {
  const exportApi = (restApiId: string, as: As, asked: AskedExport = {}) =>
    test().call(GetExport, { restApiId, stageName: "live", exportType: "swagger", ...asked }, as);

  return {
    /** An API of the document on the stage `live`. */
    deployed: async (document: unknown, as: As): Promise<string> => {
      const body = Buffer.from(typeof document === "string" ? document : JSON.stringify(document));
      const { id: restApiId = "" } = await test().call(ImportRestApi, { body, failOnWarnings: true }, as);
      await test().call(CreateDeployment, { restApiId, stageName: "live" }, as);
      return restApiId;
    },

    exportApi,

    exported: async (restApiId: string, as: As, asked: AskedExport = {}): Promise<Record<string, unknown>> => {
      const { body } = await exportApi(restApiId, as, asked);
      return parse(Buffer.from(body ?? "").toString());
    },
  };
}
