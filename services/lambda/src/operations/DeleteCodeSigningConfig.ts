import { noSuchCodeSigningConfig, readCodeSigningConfigArn } from "../domain/code-signing/code-signing-config.ts";
import { resourceConflict } from "../domain/errors.ts";
import type { Operation } from "../operation.ts";
import { codeSigningConfigRows, isSigned } from "../store/code-signing-configs.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteCodeSigningConfig.html */
export const DeleteCodeSigningConfig: Operation<"DeleteCodeSigningConfig"> = async (
  { CodeSigningConfigArn: arn },
  call,
  store,
): Promise<Record<string, never>> => {
  const { id, place } = readCodeSigningConfigArn(arn, call.place);
  await store.change(place, async (rows) => {
    // Before the functions are looked through: who gives one of them this configuration meanwhile makes this begin again.
    if ((await rows.get(codeSigningConfigRows, id)) === undefined) throw noSuchCodeSigningConfig(arn);
    if (await isSigned(rows, arn)) throw isUsed(arn);
    rows.remove(codeSigningConfigRows, id);
  });
  return {};
};

/** In words that nobody recorded from AWS. */
const isUsed = (arn: string): Error =>
  resourceConflict(`The code signing configuration ${arn} is used by functions and cannot be deleted.`);
