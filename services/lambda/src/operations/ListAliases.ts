import type { ListAliasesResponse } from "@aws-sdk/client-lambda";
import { describeAlias } from "../domain/aliases/alias.ts";
import { functionNotFound } from "../domain/errors.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const ListAliases: Operation<"ListAliases"> = async (input, call, store): Promise<ListAliasesResponse> => {
  const { FunctionVersion: version, MaxItems: limit = PAGE_SIZE } = input;
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  if ((await store.functions.read(of)) === undefined) throw functionNotFound(functionArn(of));
  const listed = await store.aliases.list(of, { after: readMarker(input.Marker), limit: limit + 1, version });
  const { items, ...more } = pageOf(listed, limit);
  return { ...more, Aliases: items.map(({ row }) => describeAlias(of, row)) };
};
