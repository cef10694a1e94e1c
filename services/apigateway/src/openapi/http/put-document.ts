import type { Ids, Place } from "@skylab/aws";
import { badRequest } from "../../domain/errors.ts";
import { newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { withAuthorizer } from "../../domain/v2/authorizer.ts";
import { withIntegration } from "../../domain/v2/integration.ts";
import { integrationIdOf, ROUTE_ID_LENGTH, withRoute } from "../../domain/v2/route.ts";
import { emptyV2Snapshot, type V2Snapshot } from "../../domain/v2/snapshot.ts";
import { partsOf, pathsBelow } from "../base-path.ts";
import type { ApiDocument, ApiOperation } from "../document.ts";
import { VERSION_EXTENSION } from "../extensions.ts";
import { textAt } from "../json.ts";
import { attemptNow, checkReport, newReport, type Report } from "../report.ts";
import { readHttpAuthorizers, readRouteAuthorization } from "./read-authorizers.ts";
import { readHttpIntegration } from "./read-integration.ts";

export type DocumentPut = {
  readonly document: ApiDocument;
  readonly basePath?: string | undefined;
  readonly failOnWarnings?: boolean | undefined;
  readonly ids: Ids;
  readonly place: Place;
};

/**
 * An HTTP API with the parts that a document describes, in place of those that it has. What is there still keeps its id.
 * @throws AwsError BadRequestException that tells all that is wrong
 */
export function withDocument(
  was: V2Snapshot,
  put: DocumentPut,
): { readonly api: V2Snapshot; readonly warnings: readonly string[] } {
  const { document, failOnWarnings } = put;
  checkVersion(document);
  const report = newReport(document.warnings);
  const begun = withAuthorizers(emptyV2Snapshot(was.api), was, { put, report });
  const api = withRoutes(begun, was, { put, report });
  checkReport(report, failOnWarnings);
  return { api, warnings: report.warnings };
}

/** Not recorded from AWS. */
function checkVersion({ root }: ApiDocument): void {
  const version = textAt(root, VERSION_EXTENSION);
  // `1.0` is 1 where it is no text.
  if (version === undefined || version === "1.0" || version === "1") return;
  throw badRequest(`Unsupported ${VERSION_EXTENSION} specified: ${version}. Supported versions: [1.0]`);
}

type Putting = { readonly put: DocumentPut; readonly report: Report };

function withAuthorizers(begun: V2Snapshot, was: V2Snapshot, { put, report }: Putting): V2Snapshot {
  let api = begun;
  for (const asked of readHttpAuthorizers(put.document)) {
    attemptNow(report, `Unable to put authorizer '${asked.Name}'`, () => {
      checkPassedRole(asked.AuthorizerCredentialsArn, put.place);
      const id = was.authorizers.find(({ Name }) => Name === asked.Name)?.AuthorizerId;
      api = withAuthorizer(api, id ?? newId(put.ids, PART_ID_LENGTH), asked).api;
    });
  }
  return api;
}

function withRoutes(begun: V2Snapshot, was: V2Snapshot, { put, report }: Putting): V2Snapshot {
  const { basePath, document } = put;
  const below = pathsBelow(document.basePath, basePath);
  const shared = new Map<string, string>();
  let api = begun;
  for (const operation of document.operations) {
    const key = routeKeyOf(operation, below);
    attemptNow(report, `Unable to put route '${key}'`, () => {
      const route = was.routes.find(({ RouteKey }) => RouteKey === key);
      const integrated = withItsIntegration(api, operation, {
        put,
        report,
        shared,
        id: route && integrationIdOf(route),
      });
      const id = route?.RouteId ?? newId(put.ids, ROUTE_ID_LENGTH);
      api = withRoute(integrated.api, id, {
        RouteKey: key,
        OperationName: operation.operationId,
        ...(integrated.id !== undefined && { Target: `integrations/${integrated.id}` }),
        ...readRouteAuthorization(operation, { document, authorizers: integrated.api.authorizers }),
      }).api;
    });
  }
  return api;
}

const DEFAULT = "$default";

function routeKeyOf({ httpMethod, path }: ApiOperation, below: (path: string) => string): string {
  const isDefault = httpMethod === "ANY" && partsOf(path).join("/") === DEFAULT;
  return isDefault ? DEFAULT : `${httpMethod} ${below(path)}`;
}

type IntegrationPut = Putting & {
  /** Ids of integrations that several operations refer to, by their references. */
  readonly shared: Map<string, string>;
  /** Of the integration that the route had. */
  readonly id: string | undefined;
};

/** An API with what stands behind an operation, which may be there already. */
function withItsIntegration(
  api: V2Snapshot,
  operation: ApiOperation,
  { id: before, put, report, shared }: IntegrationPut,
): { readonly api: V2Snapshot; readonly id?: string } {
  const found = readHttpIntegration(operation, put.document.root);
  if (found === undefined) {
    // Not recorded from AWS.
    report.warnings.push(`No integration for ${operation.httpMethod} ${operation.path}`);
    return { api };
  }
  const { asked, reference } = found;
  const there = reference === undefined ? undefined : shared.get(reference);
  if (there !== undefined) return { api, id: there };
  checkPassedRole(asked.CredentialsArn, put.place);
  const isFree = before !== undefined && !api.integrations.some(({ IntegrationId }) => IntegrationId === before);
  const id = isFree ? before : newId(put.ids, ROUTE_ID_LENGTH);
  const integrated = withIntegration(api, id, asked);
  if (reference !== undefined) shared.set(reference, id);
  return { api: integrated.api, id };
}
