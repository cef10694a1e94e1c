import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { invalidParameterValue } from "../domain/errors.ts";
import { notBuilt } from "../domain/functions/check-settings.ts";
import { functionArn } from "../domain/functions/function-arn.ts";
import { readFunctionName } from "../domain/functions/function-name.ts";
import { holdLatest } from "../functions/change-latest.ts";
import { requireStorage } from "../functions/code-fits.ts";
import { publishVersion } from "../functions/publish-version.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export const PublishVersion: Operation<"PublishVersion"> = async (
  { CodeSha256, Description, FunctionName, PublishTo, RevisionId },
  call,
  store,
): Promise<FunctionConfiguration> => {
  if (PublishTo !== undefined) throw notBuilt("PublishTo");
  const address = readFunctionName({ name: FunctionName }, call.place);
  const { name, place } = address;
  await requireStorage(0, place, store);
  const { configuration } = await store.change(place, async (rows) => {
    const { latest, of } = await holdLatest(rows, address, RevisionId);
    requireCode(CodeSha256, latest.configuration);
    return publishVersion(rows, { name, of, latest, description: Description, ids: call.ids });
  });
  return { ...configuration, FunctionArn: functionArn(address, configuration.Version) };
};

function requireCode(asked: string | undefined, { CodeSha256 }: FunctionConfiguration): void {
  // Clients that have none send an empty one.
  if (!asked || asked === CodeSha256) return;
  throw invalidParameterValue(
    `CodeSHA256 (${asked}) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}
