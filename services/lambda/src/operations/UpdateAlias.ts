import type { AliasConfiguration, UpdateAliasRequest } from "@aws-sdk/client-lambda";
import { type AdditionalVersion, describeAlias, type StoredAlias } from "../domain/aliases/alias.ts";
import { aliasNotFound } from "../domain/aliases/errors.ts";
import { checkAdditional, readRouting } from "../domain/aliases/routing.ts";
import { functionNotFound, revisionDiffers } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { keepVersionsWarm } from "../provisioned/keep-warm.ts";
import type { Operation } from "../operation.ts";
import { requireVersion } from "../functions/require-version.ts";
import { aliasRows } from "../store/aliases.ts";
import { holdFunction } from "../store/hold-function.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const UpdateAlias: Operation<"UpdateAlias"> = async (input, call, store): Promise<AliasConfiguration> => {
  const { FunctionVersion, Name: name, RevisionId } = input;
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  const { before, after } = await store.change(of.place, async (rows) => {
    if ((await holdFunction(rows, of.name)) === undefined) throw functionNotFound(functionArn(of));
    const current = await rows.get(aliasRows, of.name, name);
    if (current === undefined) throw aliasNotFound(functionArn(of, name));
    if (RevisionId !== undefined && RevisionId !== current.revisionId) throw revisionDiffers("GetFunction/GetAlias");
    const changed = changedAlias(current, input, store.ids.uuid());
    if (FunctionVersion !== undefined) await requireVersion(rows, of, changed.version);
    if (changed.additional !== undefined) await requireVersion(rows, of, changed.additional.version);
    rows.put(aliasRows, changed, of.name, name);
    return { before: current, after: changed };
  });
  if (before.version !== after.version) await keepVersionsWarm(of, [before.version, after.version], store);
  return describeAlias(of, after);
};

/** What is not given stays as it is. */
function changedAlias(current: StoredAlias, input: UpdateAliasRequest, revisionId: string): StoredAlias {
  const { additional: kept, ...alias } = current;
  const version = input.FunctionVersion ?? current.version;
  const additional =
    input.RoutingConfig === undefined ? keptWith(version, kept) : readRouting(version, input.RoutingConfig);
  return {
    ...alias,
    version,
    description: input.Description ?? current.description,
    ...(additional && { additional }),
    revisionId,
  };
}

function keptWith(version: string, kept: AdditionalVersion | undefined): AdditionalVersion | undefined {
  if (kept !== undefined) checkAdditional(version, kept.version);
  return kept;
}
