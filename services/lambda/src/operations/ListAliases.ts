import type { ListAliasesResponse } from "@aws-sdk/client-lambda";
import type { Listed } from "@skylab/records";
import { describeAlias, type StoredAlias } from "../domain/aliases/alias.ts";
import { functionNotFound } from "../domain/errors.ts";
import { type FunctionAddress, functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const ListAliases: Operation<"ListAliases"> = async (input, call, store): Promise<ListAliasesResponse> => {
  const { FunctionVersion: version, MaxItems: limit = PAGE_SIZE } = input;
  const of = readFunctionName({ name: input.FunctionName }, call.place);
  if ((await store.functions.read(of)) === undefined) throw functionNotFound(functionArn(of));
  const page = { after: readMarker(input.Marker), limit: limit + 1 };
  const listed =
    version === undefined ? await store.aliases.list(of, page) : await pointingTo(version, of, { ...page, store });
  const { items, ...more } = pageOf(listed, limit);
  return { ...more, Aliases: items.map(({ row }) => describeAlias(of, row)) };
};

type Page = { readonly after: Uint8Array | undefined; readonly limit: number; readonly store: LambdaStore };

/** The aliases that point to a version: first, and not by a weight. */
async function pointingTo(
  version: string,
  of: FunctionAddress,
  { after, limit, store }: Page,
): Promise<readonly Listed<StoredAlias>[]> {
  const found: Listed<StoredAlias>[] = [];
  let from = after;
  do {
    const piece = await store.aliases.list(of, { after: from, limit: READ_AT_ONCE });
    found.push(...piece.filter(({ row }) => row.version === version));
    from = piece.length < READ_AT_ONCE ? undefined : piece.at(-1)?.key;
  } while (from !== undefined && found.length < limit);
  return found.slice(0, limit);
}

const READ_AT_ONCE = 500;
