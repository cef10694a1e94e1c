import { BoundedMap } from "@skylab/aws";
import { parsePolicy, type Policy } from "./policy.ts";

/** Policies in use at a time, some kilobytes each; another one is compiled again when it is needed. */
const MAX_COMPILED = 2000;
const compiled = new BoundedMap<string, Policy>(MAX_COMPILED);

/**
 * A policy document, compiled once: what services ask at each request.
 * @param arn Of a managed policy: denials name it.
 * @throws AwsError `MalformedPolicyDocument`
 */
export const compiledPolicy = (document: string, arn?: string): Policy =>
  // No document begins as an ARN does. One that is the key itself is hashed once, however often it is asked for.
  compiled.get(arn === undefined ? document : `${arn} ${document}`, () => parsePolicy(document, arn));
