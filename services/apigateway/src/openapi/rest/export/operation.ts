import { ANY_METHOD, INTEGRATION_EXTENSION, VALIDATOR_EXTENSION } from "../../extensions.ts";
import { present } from "../../json.ts";
import type { Exported, ExportedMethod } from "./exported.ts";
import { exportIntegration } from "./integration.ts";
import { exportSecurity } from "./security.ts";

/** The member of a path that a method is. */
export const memberOfPath = ({ httpMethod }: ExportedMethod): string =>
  httpMethod === "ANY" ? ANY_METHOD : httpMethod.toLowerCase();

export type ExportedParameter = {
  readonly in: "header" | "path" | "query";
  readonly name: string;
  readonly required: boolean;
};

const PARAMETER = /^method\.request\.(header|path|querystring)\.(.+)$/;

/** The parameters that a method says a request has. */
export const parametersOf = ({ method: { requestParameters = {} } }: ExportedMethod): readonly ExportedParameter[] =>
  Object.entries(requestParameters).flatMap(([parameter, required]): readonly ExportedParameter[] => {
    const [, place, name = ""] = PARAMETER.exec(parameter) ?? [];
    if (place === "header" || place === "path") return [{ name, in: place, required }];
    return place === "querystring" ? [{ name, in: "query", required }] : [];
  });

/** What both versions of OpenAPI tell alike behind the responses of a method. */
export function exportBehind({ extensions, snapshot }: Exported, exported: ExportedMethod): Record<string, unknown> {
  const { methodIntegration, requestValidatorId } = exported.method;
  const validator = snapshot.requestValidators.find(({ id }) => id === requestValidatorId);
  const integration = methodIntegration && exportIntegration(methodIntegration, exported);
  return present({
    security: exportSecurity(exported.method, snapshot),
    ...(extensions.integrations && { [VALIDATOR_EXTENSION]: validator?.name, [INTEGRATION_EXTENSION]: integration }),
  });
}

/** `Content-Type` of `method.response.header.Content-Type` */
export const headersOf = (parameters: Readonly<Record<string, boolean>> = {}): readonly string[] =>
  Object.keys(parameters).map((name) => name.slice("method.response.header.".length));
