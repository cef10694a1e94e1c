import type { FunctionCodeLocation, GetFunctionResponse } from "@aws-sdk/client-lambda";
import type { Call } from "@skylab/service";
import { targetOf } from "../access/function-target.ts";
import type { StoredVersion } from "../domain/functions/version.ts";
import { type FoundFunction, readFunction } from "../find-function.ts";
import type { Operation } from "../operation.ts";
import type { LambdaStore } from "../store/store.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const GetFunction: Operation<"GetFunction"> = async (
  { FunctionName: name, Qualifier: qualifier },
  call,
  store,
): Promise<GetFunctionResponse> => {
  const found = await readFunction({ name, qualifier }, call.place, store);
  const [tags, concurrency, code] = await Promise.all([
    tagsOf(found, call, store),
    store.concurrency.read(found),
    locate(found.version, call, store),
  ]);
  return {
    Configuration: { ...found.version.configuration, FunctionArn: found.qualifiedArn },
    Code: code,
    ...tags,
    ...(concurrency?.reserved !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: concurrency.reserved },
    }),
  };
};

/** AWS tells them to whoever may list them; to others it tells why not. */
async function tagsOf(
  found: FoundFunction,
  call: Call,
  store: LambdaStore,
): Promise<Pick<GetFunctionResponse, "Tags" | "TagsError">> {
  const { tags = {} } = (await store.functions.read(found)) ?? {};
  if (Object.keys(tags).length === 0) return {};
  const { name, place } = found;
  const target = await targetOf({ name, place, qualifier: undefined }, store);
  const refusal = await call.refusalOf({ ...target, action: "lambda:ListTags" });
  return refusal === undefined ? { Tags: tags } : { TagsError: { ErrorCode: refusal.code, Message: refusal.message } };
}

/** Where the code can be had. */
async function locate(
  { code, configuration }: StoredVersion,
  { endpoint }: Pick<Call, "endpoint">,
  store: LambdaStore,
): Promise<FunctionCodeLocation> {
  if (code.kind === "folder") return { RepositoryType: "S3", Location: `file://${code.path}` };
  if (code.kind === "zip") {
    return { RepositoryType: "S3", Location: await store.codeLinks.linkTo(code.blob, endpoint) };
  }
  const ResolvedImageUri = resolved(code.uri, configuration.CodeSha256);
  return { RepositoryType: "ECR", ImageUri: code.uri, ResolvedImageUri };
}

/** The image by its digest instead of its tag. */
function resolved(uri: string, digest = ""): string {
  const repository = uri.replace(/@.*$/, "").replace(/:[^:/]+$/, "");
  return `${repository}@sha256:${digest}`;
}
