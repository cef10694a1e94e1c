import { LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { noSuchUrl } from "../domain/urls/url.ts";
import type { Operation } from "../operation.ts";
import { urlRows } from "../store/urls.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
export const DeleteFunctionUrlConfig: Operation<"DeleteFunctionUrlConfig"> = async (
  input,
  call,
  store,
): Promise<Record<string, never>> => {
  const { qualifier = LATEST, ...named } = readFunctionName(
    { name: input.FunctionName, qualifier: input.Qualifier },
    call.place,
  );
  const { id } = await store.change(named.place, async (rows) => {
    const url = await rows.get(urlRows, named.name, qualifier);
    if (url === undefined) throw noSuchUrl();
    rows.remove(urlRows, named.name, qualifier);
    return url;
  });
  await store.urls.release(id, { ...named, qualifier });
  return {};
};
