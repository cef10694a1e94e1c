import { invalidMessageContents, missingParameter } from "./errors.ts";

/** What XML 1.0 cannot carry, lone surrogates included. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const FORBIDDEN_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** The first character that a message must not contain. */
export const forbiddenCharacter = (text: string): string | undefined => FORBIDDEN_CHARACTER.exec(text)?.[0];

/**
 * @param parameter as AWS calls the body where it is missing
 * @throws AwsError `MissingParameter`, `InvalidMessageContents`
 */
export function checkBody(body: string, parameter: string): void {
  if (body === "") throw missingParameter(parameter);
  const character = forbiddenCharacter(body);
  if (character !== undefined) throw invalidMessageContents(character);
}
