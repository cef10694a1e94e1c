import type { ListVersionsByFunctionResponse } from "@aws-sdk/client-lambda";
import { functionNotFound } from "../domain/errors.ts";
import { listed } from "../domain/functions/described.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { PAGE_SIZE, pageOf, readMarker } from "../domain/page.ts";
import type { Operation } from "../operation.ts";

/** However many are asked for. https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
const MOST = PAGE_SIZE;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const ListVersionsByFunction: Operation<"ListVersionsByFunction"> = async (
  { FunctionName, Marker, MaxItems = MOST },
  call,
  store,
): Promise<ListVersionsByFunctionResponse> => {
  const of = readFunctionName({ name: FunctionName }, call.place);
  const limit = Math.min(MaxItems, MOST);
  const page = { name: of.name, after: readMarker(Marker), limit: limit + 1 };
  const versions = await store.functions.listVersions(of.place, page);
  if (versions.length === 0 && (await store.functions.read(of)) === undefined) throw functionNotFound(functionArn(of));
  const { items, ...more } = pageOf(versions, limit);
  const described = items.map(({ row: { configuration } }) =>
    listed(configuration, functionArn(of, configuration.Version)),
  );
  return { Versions: described, ...more };
};
