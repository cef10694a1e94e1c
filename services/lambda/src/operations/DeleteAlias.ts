import { functionNotFound } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { keepVersionsWarm } from "../provisioned/keep-warm.ts";
import type { Operation } from "../operation.ts";
import { aliasRows } from "../store/aliases.ts";
import { forgetQualifier } from "../store/forget-qualifier.ts";
import { functionRows } from "../store/functions.ts";

/** Answers the same whether there was such an alias. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const DeleteAlias: Operation<"DeleteAlias"> = async (input, call, store): Promise<Record<string, never>> => {
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  const { Name: alias } = input;
  const { gone, url } = await store.change(of.place, async (rows) => {
    if ((await rows.get(functionRows, of.name)) === undefined) throw functionNotFound(functionArn(of));
    const current = await rows.get(aliasRows, of.name, alias);
    rows.remove(aliasRows, of.name, alias);
    return { gone: current, url: await forgetQualifier(rows, of.name, alias) };
  });
  if (url !== undefined) await store.urls.release(url.id, { ...of, qualifier: alias });
  if (gone !== undefined) await keepVersionsWarm(of, [gone.version], store);
  return {};
};
