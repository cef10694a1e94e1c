import { hash } from "node:crypto";
import { invalidParameter } from "../errors.ts";
import { isFifo, type Topic } from "../topics/topic.ts";
import { type AttributeInputs, bytesOfAttributes, readAttributes } from "./attributes.ts";
import {
  deduplicationIdForbidden,
  deduplicationIdRequired,
  emptyMessage,
  groupIdRequired,
  invalidSubject,
  invalidToken,
  messageTooLong,
  noDefault,
  notJson,
} from "./errors.ts";
import type { Publication } from "./publication.ts";

/** A message as clients write it, alone or in a batch. */
export type MessageInput = {
  readonly Message: string;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: AttributeInputs | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
};

/** What a message says, wherever it goes. */
export type MessageContent = Pick<Publication, "message" | "messages" | "subject" | "attributes">;

/** Which messages go to a topic together, and which are the same. */
export type MessageRouting = Pick<Publication, "groupId" | "deduplicationId">;

/** Of a message, or of a whole batch. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAX_MESSAGE_BYTES = 262_144;

const MAX_SUBJECT_CHARACTERS = 100;

/** No line breaks, no control characters. */
// oxlint-disable-next-line no-control-regex -- those are what is looked for
const CONTROL_CHARACTER = /[\u0000-\u001F\u007F]/;

/** 1 to 128 printable ASCII characters without the blank. */
const TOKEN = /^[!-~]{1,128}$/;

/**
 * What a message says. A structured message for one device needs no text for others.
 * @throws AwsError InvalidParameter, ParameterValueInvalid
 */
export function readMessage(input: MessageInput, isForOne = false): MessageContent {
  const { Message: text, Subject: subject, MessageStructure: structure } = input;
  if (text === "") throw emptyMessage();
  if (subject !== undefined && !isSubject(subject)) throw invalidSubject();
  const attributes = readAttributes(input.MessageAttributes);
  return {
    ...(structure === undefined ? { message: text } : readStructure(structure, text, isForOne)),
    ...(subject !== undefined && { subject }),
    attributes,
  };
}

/** What counts of a message where sizes are limited. */
export const bytesOf = (input: MessageInput, { attributes }: Pick<MessageContent, "attributes">): number =>
  Buffer.byteLength(input.Message) + bytesOfAttributes(attributes);

/** @throws AwsError InvalidParameter where a message alone is too long */
export function checkSize(input: MessageInput, content: MessageContent): void {
  if (bytesOf(input, content) > MAX_MESSAGE_BYTES) throw messageTooLong();
}

const isSubject = (subject: string): boolean =>
  subject !== "" && subject.length <= MAX_SUBJECT_CHARACTERS && !CONTROL_CHARACTER.test(subject);

function readStructure(
  structure: string,
  text: string,
  isForOne: boolean,
): Pick<MessageContent, "message" | "messages"> {
  if (structure !== "json") throw invalidParameter("MessageStructure");
  const parsed = parseJson(text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw notJson();
  // What is no text is passed over.
  const texts = Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const messages = Object.fromEntries(texts);
  const message = Object.hasOwn(messages, "default") ? messages["default"] : undefined;
  if (message === undefined && !isForOne) throw noDefault();
  return { message: message ?? "", messages };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

/**
 * Group and deduplication id of a message, by the rules of its topic.
 * @throws AwsError InvalidParameter
 */
export function readRouting(input: MessageInput, topic: Topic): MessageRouting {
  const { MessageGroupId: groupId, MessageDeduplicationId: given } = input;
  if (groupId !== undefined && !TOKEN.test(groupId)) throw invalidToken("MessageGroupId");
  if (!isFifo(topic)) {
    if (given !== undefined) throw deduplicationIdForbidden();
    return groupId === undefined ? {} : { groupId };
  }
  if (groupId === undefined) throw groupIdRequired();
  if (given !== undefined && !TOKEN.test(given)) throw invalidToken("MessageDeduplicationId");
  const deduplicationId = given ?? contentId(input, topic);
  if (deduplicationId === undefined) throw deduplicationIdRequired();
  return { groupId, deduplicationId };
}

/** The message alone decides; the attributes do not count. */
const contentId = ({ Message: text }: MessageInput, { row }: Topic): string | undefined =>
  row.attributes["ContentBasedDeduplication"] === "true" ? hash("sha256", text) : undefined;
