import { validationError } from "../errors.ts";
import type { TtlSettings } from "./table.ts";

/**
 * The settings after an update.
 * @throws AwsError `ValidationException` in AWS's words
 */
export function changeTimeToLive(
  before: TtlSettings,
  asked: { readonly Enabled: boolean; readonly AttributeName: string },
  now: number,
): TtlSettings {
  if (asked.AttributeName === "") throw validationError("TimeToLiveSpecification.AttributeName must be non empty");
  if (before.enabled && before.attribute !== asked.AttributeName) {
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${before.attribute}`,
    );
  }
  if (before.enabled === asked.Enabled) {
    throw validationError(`TimeToLive is already ${asked.Enabled ? "enabled" : "disabled"}`);
  }
  return { enabled: asked.Enabled, ...(asked.Enabled && { attribute: asked.AttributeName }), changedAt: now };
}
