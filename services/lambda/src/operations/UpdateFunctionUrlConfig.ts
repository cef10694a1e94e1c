import type { UpdateFunctionUrlConfigResponse } from "@aws-sdk/client-lambda";
import { LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { describeUrl, noFunctionForUrl, noSuchUrl, type StoredUrl } from "../domain/urls/url.ts";
import type { Operation } from "../operation.ts";
import { aliasRows } from "../store/aliases.ts";
import { functionRows } from "../store/functions.ts";
import { urlRows } from "../store/urls.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
export const UpdateFunctionUrlConfig: Operation<"UpdateFunctionUrlConfig"> = async (
  input,
  call,
  store,
): Promise<UpdateFunctionUrlConfigResponse> => {
  const { qualifier = LATEST, ...named } = readFunctionName(
    { name: input.FunctionName, qualifier: input.Qualifier },
    call.place,
  );
  const of = { ...named, qualifier };
  const url = await store.change(of.place, async (rows) => {
    const isThere =
      (await rows.get(functionRows, of.name)) !== undefined &&
      (qualifier === LATEST || (await rows.get(aliasRows, of.name, qualifier)) !== undefined);
    if (!isThere) throw noFunctionForUrl();
    const current = await rows.get(urlRows, of.name, qualifier);
    if (current === undefined) throw noSuchUrl();
    const changed: StoredUrl = {
      ...current,
      authType: input.AuthType ?? current.authType,
      ...(input.Cors && { cors: input.Cors }),
      ...(input.InvokeMode && { invokeMode: input.InvokeMode }),
      modifiedAt: call.clock.now(),
    };
    rows.put(urlRows, changed, of.name, qualifier);
    return changed;
  });
  const { InvokeMode: _shown, ...described } = describeUrl(of, url, call.endpoint);
  // AWS tells it where it was asked for, once.
  return { ...described, ...(url.invokeMode && { InvokeMode: url.invokeMode }) };
};
