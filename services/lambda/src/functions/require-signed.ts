import type { Transaction } from "@skylab/records";
import { codeSigningConfigNotFound, readCodeSigningConfigArn } from "../domain/code-signing/code-signing-config.ts";
import { codeNotVerified } from "../domain/functions/code-errors.ts";
import { codeSigningConfigRows } from "../store/code-signing-configs.ts";
import type { TakenCode } from "./take-code.ts";

/**
 * Where a function's code must be signed, it is. By whom, and whether the signature is good, is not looked at.
 * @throws AwsError CodeSigningConfigNotFoundException, CodeVerificationFailedException
 */
export async function requireSigned(
  rows: Transaction,
  arn: string | undefined,
  deployed: { readonly name: string; readonly taken: TakenCode },
): Promise<void> {
  if (arn === undefined) return;
  const config = await rows.get(codeSigningConfigRows, readCodeSigningConfigArn(arn).id);
  if (config === undefined) throw codeSigningConfigNotFound(arn);
  if (config.policy === "Enforce" && !deployed.taken.isSigned) throw codeNotVerified(deployed.name);
}
