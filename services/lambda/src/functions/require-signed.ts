import type { Transaction } from "@skylab/records";
import { codeSigningConfigNotFound, readCodeSigningConfigArn } from "../domain/code-signing/code-signing-config.ts";
import { codeNotVerified } from "../domain/functions/code-errors.ts";
import type { FunctionAddress } from "../domain/functions/function-arn.ts";
import { codeSigningConfigRows } from "../store/code-signing-configs.ts";
import type { TakenCode } from "./take-code.ts";

/**
 * Where a function's code must be signed, it is. By whom, and whether the signature is good, is not looked at.
 * @throws AwsError CodeSigningConfigNotFoundException, CodeVerificationFailedException
 */
export async function requireSigned(
  rows: Transaction,
  arn: string | undefined,
  { of, taken }: { readonly of: FunctionAddress; readonly taken: TakenCode },
): Promise<void> {
  if (arn === undefined) return;
  const { id } = readCodeSigningConfigArn(arn, of.place, codeSigningConfigNotFound);
  const config = await rows.get(codeSigningConfigRows, id);
  if (config === undefined) throw codeSigningConfigNotFound(arn);
  // As it is, so that who deletes it at the same time begins again, and finds whose it is.
  rows.put(codeSigningConfigRows, config, id);
  if (config.policy === "Enforce" && !taken.isSigned) throw codeNotVerified(of.name);
}
