import type { RequestHead } from "@skylab/protocol";
import type { ServiceClaims } from "@skylab/service";

export type { Reach } from "./reach.ts";
export { reachOf, settings } from "./settings.ts";

/** Where LocalStack has SNS's certificate. AWS has it beside the operations: `/SimpleNotificationService-<id>.pem`. */
const LOCALSTACK_CERTIFICATES = "/_aws/sns/SimpleNotificationService-";

/** What was sent to phones. LocalStack's, as the next two and opting out. */
export const SMS_MESSAGES_PATH = "/_aws/sns/sms-messages";

/** What was sent to devices. */
export const PUSH_MESSAGES_PATH = "/_aws/sns/platform-endpoint-messages";

/** What was sent by e-mail, or is only recorded. */
export const EMAIL_MESSAGES_PATH = "/_aws/sns/email-messages";

/** By which tokens subscriptions are confirmed. */
export const TOKENS_PATH = "/_aws/sns/subscription-tokens";

export const OPT_OUTS_PATH = "/_aws/sns/phone-opt-outs";

/** Who may text verified numbers alone. */
export const SANDBOX_PATH = "/_aws/sns/sms-sandbox";

const CONTROL_PATHS = [
  SMS_MESSAGES_PATH,
  PUSH_MESSAGES_PATH,
  EMAIL_MESSAGES_PATH,
  TOKENS_PATH,
  OPT_OUTS_PATH,
  SANDBOX_PATH,
];

/** Which requests are for SNS, beyond what its model tells: the gateway reads it, too. */
export const claims: ServiceClaims = {
  claims: isForSns,
  ownPaths: [LOCALSTACK_CERTIFICATES],
  controlPaths: CONTROL_PATHS,
};

/** Whether a request is for SNS although neither a signature nor a host says so. */
function isForSns({ method, path, query }: RequestHead): boolean {
  return certificateId(path) !== undefined || (method === "GET" && path === "/" && isLink(query));
}

/** The links of messages, which nobody signs: to confirm a subscription, and to end it. */
const isLink = (query: string): boolean => /(?:^|&)Action=(?:ConfirmSubscription|Unsubscribe)(?:&|$)/.test(query);

/** The id of the certificate that a path names. */
export const certificateId = (path: string): string | undefined =>
  /^(?:\/_aws\/sns)?\/SimpleNotificationService-([0-9a-f]{32})\.pem$/.exec(path)?.[1];
