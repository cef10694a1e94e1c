import { type Policy, parsePolicy } from "@skylab/auth";
import { BoundedMap } from "./bounded-map.ts";

/** Policies in use at a time, some kilobytes each; another one is compiled when it is needed. */
const MAX_COMPILED = 2000;
const compiled = new BoundedMap<string, Policy>(MAX_COMPILED);

/**
 * A policy document, compiled once.
 * @param arn Of a managed policy: denials name it.
 * @throws AwsError `MalformedPolicyDocument`
 */
export const compiledPolicy = (document: string, arn = ""): Policy =>
  compiled.get(`${arn} ${document}`, () => (arn === "" ? parsePolicy(document) : parsePolicy(document, arn)));
