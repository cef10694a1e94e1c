import type { Table, Transaction } from "@skylab/records";
import { API_ID_LENGTH, newId, PART_ID_LENGTH } from "../../domain/new-id.ts";
import { checkPassedRole } from "../../domain/passed-role.ts";
import { newAuthorizer } from "../../domain/rest/authorizer.ts";
import { invalidOption } from "../../domain/rest/errors.ts";
import { defaultGatewayResponse, gatewayResponsesOf } from "../../domain/rest/gateway-responses.ts";
import { checkModel } from "../../domain/rest/model.ts";
import { checkValidatorName } from "../../domain/rest/request-validator.ts";
import type { StoredGatewayResponse, StoredModel } from "../../domain/rest/snapshot.ts";
import { authorizerRows } from "../../store/authorizers.ts";
import { gatewayResponseRows } from "../../store/gateway-responses.ts";
import { importParts } from "../../store/import-documentation.ts";
import { modelRows } from "../../store/models.ts";
import { requestValidatorRows } from "../../store/request-validators.ts";
import { nonEmptyTextAt } from "../json.ts";
import { attempt, checkReport, newReport } from "../report.ts";
import type { DefinitionPut, IdsByName } from "./definition-put.ts";
import type { GatewayResponseDefinition } from "./definition.ts";
import { modelSchema } from "./model-schemas.ts";
import { putResources } from "./put-resources.ts";

/** What somebody asks to be put, and how. */
export type AskedPut = Pick<DefinitionPut, "definition" | "ids" | "place"> & {
  readonly failOnWarnings?: boolean | undefined;
};

/**
 * Makes an API what a definition says. Parts that it has already keep their ids, as at AWS.
 * @throws AwsError BadRequestException that tells all that is wrong
 */
export async function putDefinition(
  rows: Transaction,
  { failOnWarnings, ...asked }: AskedPut & Pick<DefinitionPut, "mode" | "present">,
): Promise<void> {
  const report = newReport(asked.definition.warnings);
  await putParts(rows, { ...asked, report });
  checkReport(report, failOnWarnings);
}

/**
 * The same of an API that is new: it has what the definition says, and not what other new ones have.
 * @returns the id of the root resource
 */
export async function putNewDefinition(rows: Transaction, apiId: string, asked: AskedPut): Promise<string> {
  const rootResourceId = newId(asked.ids, API_ID_LENGTH);
  const nothing = { models: [], requestValidators: [], authorizers: [], gatewayResponses: [] };
  const resources = [{ id: rootResourceId, path: "/" }];
  await putDefinition(rows, {
    ...asked,
    mode: "overwrite",
    present: { api: { id: apiId, rootResourceId }, resources, ...nothing },
  });
  return rootResourceId;
}

async function putParts(rows: Transaction, put: DefinitionPut): Promise<void> {
  await putModels(rows, put);
  const validators = await putValidators(rows, put);
  const authorizers = await putAuthorizers(rows, put);
  await putGatewayResponses(rows, put);
  await putResources(rows, put, { validators, authorizers });
  const { definition, ids, mode, present } = put;
  if (definition.documentation !== undefined) {
    await importParts(rows, { restApiId: present.api.id, parts: definition.documentation, mode, ids });
  }
}

async function putModels(rows: Transaction, put: DefinitionPut): Promise<void> {
  const { definition, ids, present, report } = put;
  const apiId = present.api.id;
  removeOthers(rows, put, {
    table: modelRows,
    was: present.models,
    stays: definition.models,
    nameOf: ({ name }) => name,
    keyOf: ({ name }) => name,
  });
  for (const { name, schema } of definition.models) {
    await attempt(report, `Unable to create model for '${name}'`, () => {
      const description = nonEmptyTextAt(schema, "description");
      const model: StoredModel = {
        id: present.models.find((one) => one.name === name)?.id ?? newId(ids, PART_ID_LENGTH),
        name,
        ...(description !== undefined && { description }),
        schema: modelSchema(schema, apiId),
        contentType: "application/json",
      };
      checkModel(model);
      rows.put(modelRows, model, apiId, name);
    });
  }
}

async function putValidators(rows: Transaction, put: DefinitionPut): Promise<IdsByName> {
  const { definition, ids, present, report } = put;
  removeOthers(rows, put, {
    table: requestValidatorRows,
    was: present.requestValidators,
    stays: definition.validators,
    nameOf: ({ name = "" }) => name,
    keyOf: ({ id }) => id,
  });
  const found = new Map(present.requestValidators.map(({ id, name = "" }) => [name, id]));
  for (const validator of definition.validators) {
    await attempt(report, `Unable to put request validator '${validator.name}'`, () => {
      checkValidatorName(validator.name);
      const { name = "" } = validator;
      const id = found.get(name) ?? newId(ids, PART_ID_LENGTH);
      rows.put(requestValidatorRows, { id, ...validator }, present.api.id, id);
      found.set(name, id);
    });
  }
  return found;
}

async function putAuthorizers(rows: Transaction, put: DefinitionPut): Promise<IdsByName> {
  const { definition, ids, present, report } = put;
  removeOthers(rows, put, {
    table: authorizerRows,
    was: present.authorizers,
    stays: definition.authorizers,
    nameOf: ({ name }) => name,
    keyOf: ({ id }) => id,
  });
  const found = new Map(present.authorizers.map(({ id, name }) => [name, id]));
  for (const asked of definition.authorizers) {
    await attempt(report, `Unable to put authorizer '${asked.name}'`, () => {
      const id = found.get(asked.name) ?? newId(ids, PART_ID_LENGTH);
      const authorizer = newAuthorizer({ ...asked, restApiId: present.api.id }, id);
      checkPassedRole(authorizer.authorizerCredentials, put.place);
      rows.put(authorizerRows, authorizer, present.api.id, id);
      found.set(asked.name, id);
    });
  }
  return found;
}

async function putGatewayResponses(rows: Transaction, put: DefinitionPut): Promise<void> {
  const { definition, present, report } = put;
  removeOthers(rows, put, {
    table: gatewayResponseRows,
    was: present.gatewayResponses,
    stays: definition.gatewayResponses,
    nameOf: ({ responseType }) => responseType,
    keyOf: ({ responseType }) => responseType,
  });
  for (const asked of definition.gatewayResponses) {
    await attempt(report, `Unable to put gateway response '${asked.responseType}'`, () => {
      const response = newGatewayResponse(asked);
      rows.put(gatewayResponseRows, response, present.api.id, response.responseType);
    });
  }
}

function newGatewayResponse({ responseType: asked, ...response }: GatewayResponseDefinition): StoredGatewayResponse {
  const types = gatewayResponsesOf([]).flatMap(({ responseType }) => responseType ?? []);
  const responseType = types.find((one) => one === asked);
  if (responseType === undefined) throw invalidOption("GatewayResponseType", types);
  return { ...defaultGatewayResponse(responseType), ...response, responseType, defaultResponse: false };
}

type Parts<Row, Definition> = {
  readonly table: Table<Row>;
  readonly was: readonly Row[];
  readonly stays: readonly Definition[];
  readonly nameOf: (part: Row | Definition) => string;
  readonly keyOf: (row: Row) => string;
};

/** Removes the parts of a kind that the definition has not, where it takes the place of all. */
function removeOthers<Row extends object, Definition>(
  rows: Transaction,
  { mode, present }: DefinitionPut,
  { keyOf, nameOf, stays, table, was }: Parts<Row, Definition>,
): void {
  if (mode !== "overwrite") return;
  const names = new Set(stays.map(nameOf));
  for (const row of was) if (!names.has(nameOf(row))) rows.remove(table, present.api.id, keyOf(row));
}
