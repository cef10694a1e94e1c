import { validatePolicyDocument } from "@skylab/auth";
import { AwsError } from "@skylab/aws";
import type { Refuse } from "./domain/attribute-refusal.ts";
import { checkTopicPolicy } from "./domain/topics/topic-policy.ts";

/**
 * A policy that is put to a topic.
 * @throws AwsError InvalidParameter
 */
export function checkPolicy(json: string, refuse: Refuse): void {
  checkTopicPolicy(json, refuse);
  try {
    validatePolicyDocument(json, "resource");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // SNS says nothing of what is wrong with the grammar.
    throw refuse(`Policy Error: ${error.message.startsWith("Invalid principal") ? "PrincipalNotFound" : "null"}`);
  }
}
