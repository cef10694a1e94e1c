import type { AwsError } from "@skylab/aws";
import { invalidParameter } from "./errors.ts";

/** What is wrong with an attribute. AWS words it the same wherever it is set, behind one of two beginnings. */
export type Refuse = (reason: string) => AwsError;

/** As CreateTopic and Subscribe say it, where many attributes are set at once. */
export const refuseAtCreation: Refuse = (reason) => invalidParameter(`Attributes Reason: ${reason}`);

/** As SetTopicAttributes and SetSubscriptionAttributes say it. */
export const refuseAtChange: Refuse = invalidParameter;

/** AWS takes `TRUE`, and keeps `true`. */
export function readBoolean(name: string, value: string, refuse: Refuse): string {
  const read = value.toLowerCase();
  if (read !== "true" && read !== "false") throw refuse(`${name}: Invalid value [${value}]. Must be true or false.`);
  return read;
}

/** One of few words. Its refusal was recorded for FilterPolicyScope. */
export function checkChoice(name: string, { value, of }: Choice, refuse: Refuse): string {
  if (!of.includes(value)) throw refuse(`${name}: Invalid value [${value}]. Please use either ${of.join(" or ")}`);
  return value;
}

type Choice = { readonly value: string; readonly of: readonly string[] };
