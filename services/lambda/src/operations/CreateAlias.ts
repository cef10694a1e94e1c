import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import { describeAlias, type StoredAlias } from "../domain/aliases/alias.ts";
import { aliasExists } from "../domain/aliases/errors.ts";
import { readRouting } from "../domain/aliases/routing.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import type { Operation } from "../operation.ts";
import { requireVersion } from "../functions/require-version.ts";
import { aliasRows } from "../store/aliases.ts";
import { holdFunction } from "../store/hold-function.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const CreateAlias: Operation<"CreateAlias"> = async (input, call, store): Promise<AliasConfiguration> => {
  const { Description: description = "", FunctionVersion: version, Name: name, RoutingConfig: routing } = input;
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  return store.change(of.place, async (rows) => {
    await requireVersion(rows, of, version);
    await holdFunction(rows, of.name);
    if ((await rows.get(aliasRows, of.name, name)) !== undefined) throw aliasExists(functionArn(of, name));
    const additional = readRouting(version, routing);
    if (additional !== undefined) await requireVersion(rows, of, additional.version);
    const alias: StoredAlias = {
      name,
      version,
      description,
      ...(additional && { additional }),
      revisionId: store.ids.uuid(),
    };
    rows.put(aliasRows, alias, of.name, name);
    return describeAlias(of, alias);
  });
};
