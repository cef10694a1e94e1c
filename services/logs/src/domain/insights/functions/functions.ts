import { ADDRESS_FUNCTIONS } from "./addresses.ts";
import type { Functions } from "./function.ts";
import { NUMBER_FUNCTIONS } from "./numbers.ts";
import { OTHER_FUNCTIONS } from "./others.ts";
import { TEXT_FUNCTIONS } from "./texts.ts";

/** By their names in lower case. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html */
export const FUNCTIONS: Functions = {
  ...NUMBER_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...ADDRESS_FUNCTIONS,
  ...OTHER_FUNCTIONS,
};
