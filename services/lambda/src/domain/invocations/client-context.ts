import { invalidRequestContent } from "./errors.ts";

/** "Up to 3,583 bytes of base64-encoded data": https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const MAX_CONTEXT_CHARACTERS = 3583;

/**
 * What a client tells of itself, as the function sees it: JSON.
 * @throws AwsError where it is too large, or no JSON in base64.
 */
export function readClientContext(sent: string | undefined): string | undefined {
  if (sent === undefined) return undefined;
  if (sent.length > MAX_CONTEXT_CHARACTERS) {
    throw invalidRequestContent("Client context must be no more than 3583 bytes when base64-encoded");
  }
  const text = Buffer.from(sent, "base64").toString();
  try {
    JSON.parse(text);
  } catch {
    throw invalidRequestContent("Client context must be a valid Base64-encoded JSON object.");
  }
  return text;
}
