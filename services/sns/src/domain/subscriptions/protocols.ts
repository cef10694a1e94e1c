import type { Protocol, Subscription } from "./subscription.ts";

type ProtocolRule = {
  /** Whoever subscribes his own endpoint need not confirm it; the others' owners must. */
  readonly confirmation: "of others" | "of all" | "none";
  /** https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
  readonly raw: boolean;
};

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const RULES: Readonly<Record<Protocol, ProtocolRule>> = {
  application: { confirmation: "none", raw: false },
  email: { confirmation: "of all", raw: false },
  "email-json": { confirmation: "of all", raw: false },
  firehose: { confirmation: "of others", raw: true },
  http: { confirmation: "of all", raw: true },
  https: { confirmation: "of all", raw: true },
  lambda: { confirmation: "of others", raw: false },
  sms: { confirmation: "none", raw: false },
  sqs: { confirmation: "of others", raw: true },
};

export const isProtocol = (text: string): text is Protocol => Object.hasOwn(RULES, text);

export const supportsRaw = (protocol: Protocol): boolean => RULES[protocol].raw;

/** Whether an endpoint must be confirmed that an account subscribes. */
export function needsConfirmation(protocol: Protocol, endpoint: string, account: string): boolean {
  const { confirmation } = RULES[protocol];
  if (confirmation !== "of others") return confirmation === "of all";
  const [, , , , owner] = endpoint.split(":");
  return owner !== account;
}

/**
 * Whether an endpoint is told that its subscription is over: that another than its owner has ended it, "so that the
 * endpoint owner can easily resubscribe". AWS tells HTTP endpoints in any case.
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export function hearsOfItsEnd({ owner, protocol }: Subscription, endedBy: string): boolean {
  if (protocol === "http" || protocol === "https") return true;
  return RULES[protocol].confirmation !== "none" && endedBy !== owner;
}
