import { invalidAttributeValue } from "./errors.ts";

/** @throws AwsError InvalidParameter, in words that nobody recorded from AWS */
export function readFlag(name: string, value: string): "true" | "false" {
  const flag = value.toLowerCase();
  if (flag !== "true" && flag !== "false") throw invalidAttributeValue(name, "must be true or false");
  return flag;
}
