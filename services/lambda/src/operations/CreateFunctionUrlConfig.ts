import type { CreateFunctionUrlConfigResponse } from "@aws-sdk/client-lambda";
import { type FunctionAddress, LATEST } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import {
  customUrlId,
  describeUrl,
  newUrlId,
  noFunctionForUrl,
  type StoredUrl,
  urlExists,
  urlIdIsTaken,
  type UrlTarget,
} from "../domain/urls/url.ts";
import type { Operation } from "../operation.ts";
import { aliasRows } from "../store/aliases.ts";
import { holdFunction } from "../store/hold-function.ts";
import type { LambdaStore } from "../store/store.ts";
import { urlRows } from "../store/urls.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export const CreateFunctionUrlConfig: Operation<"CreateFunctionUrlConfig"> = async (
  input,
  call,
  store,
): Promise<CreateFunctionUrlConfigResponse> => {
  const { AuthType: authType, Cors: cors, InvokeMode: invokeMode } = input;
  const { qualifier = LATEST, ...named } = readFunctionName(
    { name: input.FunctionName, qualifier: input.Qualifier },
    call.place,
  );
  const of = { ...named, qualifier };
  if ((await store.urls.read(of)) !== undefined) throw urlExists(of);
  const id = await claimId(of, store);
  const now = call.clock.now();
  const url: StoredUrl = {
    id,
    authType,
    ...(cors && { cors }),
    ...(invokeMode && { invokeMode }),
    createdAt: now,
    modifiedAt: now,
  };
  await keep(of, url, store);
  const { InvokeMode: _shown, LastModifiedTime: _modified, ...described } = describeUrl(of, url, call.endpoint);
  // AWS tells it where it was asked for.
  return { ...described, ...(invokeMode && { InvokeMode: invokeMode }) };
};

/** The id that the function's tags choose; an alias has one by chance. */
async function claimId(of: UrlTarget, store: LambdaStore): Promise<string> {
  const tags = (await readFunctionOf(of, store)).tags;
  const custom = of.qualifier === LATEST ? customUrlId(tags) : undefined;
  const id = custom ?? newUrlId(store.ids);
  if (!(await store.urls.claim(id, of))) throw urlIdIsTaken(of, id);
  return id;
}

async function readFunctionOf(
  of: FunctionAddress,
  store: LambdaStore,
): Promise<{ tags: Readonly<Record<string, string>> }> {
  const found = await store.functions.read(of);
  if (found === undefined) throw noFunctionForUrl();
  return found;
}

async function keep(of: UrlTarget, url: StoredUrl, store: LambdaStore): Promise<void> {
  try {
    await store.change(of.place, async (rows) => {
      const isThere =
        (await holdFunction(rows, of.name)) !== undefined &&
        (of.qualifier === LATEST || (await rows.get(aliasRows, of.name, of.qualifier)) !== undefined);
      if (!isThere) throw noFunctionForUrl();
      if ((await rows.get(urlRows, of.name, of.qualifier)) !== undefined) throw urlExists(of);
      rows.put(urlRows, url, of.name, of.qualifier);
    });
  } catch (error) {
    const kept = await store.urls.read(of);
    if (kept?.id !== url.id) await store.urls.release(url.id, of);
    throw error;
  }
}
