import { AwsError, parseArn } from "@skylab/aws";
import { accessDenied, invalidParameterValue } from "../domain/errors.ts";
import { type FunctionAddress, functionArn } from "../domain/functions/function-arn.ts";
import type { LambdaStore } from "../store/store.ts";

/**
 * Where keys and policies count, a function's role must be there, and trust Lambda. Elsewhere many name roles that nobody
 * has made; `packages/role-sessions` says as whom they work.
 * @throws AwsError AccessDeniedException, InvalidParameterValueException
 */
export async function requireRole(role: string, of: FunctionAddress, store: LambdaStore): Promise<void> {
  if (store.auth !== "enforce") return;
  if (parseArn(role)?.account !== of.place.account) throw accessDenied("Cross-account pass role is not allowed.");
  try {
    await store.roles({ ...of, functionArn: functionArn(of), functionName: of.name, roleArn: role });
  } catch (error) {
    const isRefused = error instanceof AwsError && error.code === "AccessDeniedException";
    throw isRefused ? invalidParameterValue(error.message) : error;
  }
}
