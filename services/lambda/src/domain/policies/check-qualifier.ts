import { invalidParameterValue } from "../errors.ts";
import { LATEST } from "../functions/function-arn.ts";
import type { NamedFunction } from "../functions/function-name.ts";

/** What is allowed of `$LATEST` is allowed of the function itself. */
export function checkPolicyQualifier({ qualifier }: Pick<NamedFunction, "qualifier">): void {
  if (qualifier === LATEST) throw invalidParameterValue("We currently do not support adding policies for $LATEST.");
}
