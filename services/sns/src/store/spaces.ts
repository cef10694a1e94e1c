/** name -> TopicRow */
export const TOPICS_SPACE = "sns.topics";

/** id of a deleted topic -> its name, until nothing is left of its subscriptions */
export const DELETED_TOPICS_SPACE = "sns.deleted-topics";

/** topic's id, id -> Subscription */
export const SUBSCRIPTIONS_SPACE = "sns.subscriptions";

/** topic's id, protocol, SHA-256 of the endpoint -> id of its subscription */
export const ENDPOINTS_SPACE = "sns.subscribed-endpoints";

/** topic's id, token -> TokenRow: what it confirms; it expires */
export const TOKENS_SPACE = "sns.subscription-tokens";

/** when, topic's name, topic's id, subscription's id -> nothing: the subscriptions that end then if nobody confirms them */
export const PENDING_SPACE = "sns.pending-subscriptions";

/** topic's account, topic's name, topic's id, id -> nothing: the subscriptions of this account, to whosever topics */
export const OWNED_SPACE = "sns.owned-subscriptions";

/** topic's id, place -> Publication: what FIFO topics keep for replays, in the order in which it came; it expires */
export const ARCHIVE_SPACE = "sns.archive";

/** topic's id, publication's id -> its place in the archive; it expires */
export const ARCHIVED_SPACE = "sns.archived";

/** topic's id -> the last place in its archive */
export const ARCHIVE_ENDS_SPACE = "sns.archive-ends";

/** platform, name -> ApplicationRow */
export const PLATFORM_APPLICATIONS_SPACE = "sns.platform-applications";

/** id -> EndpointRow; of one application, by its id */
export const platformEndpointsSpace = (applicationId: string): string => `sns.platform-endpoints.${applicationId}`;

/** SHA-256 of the token -> id of the endpoint that has it; of one application, by its id */
export const platformTokensSpace = (applicationId: string): string => `sns.platform-tokens.${applicationId}`;

/** what an append adds -> PushMessage */
export const PUSH_MESSAGES_SPACE = "sns.push-messages";

/** what an append adds -> SmsMessage */
export const SMS_MESSAGES_SPACE = "sns.sms-messages";

/** what an append adds -> SentMessage: e-mails that no mail server was told to send */
export const EMAIL_MESSAGES_SPACE = "sns.email-messages";

/** `all` -> SmsSettings */
export const SMS_SETTINGS_SPACE = "sns.sms-settings";

/** number -> nothing: those who want no texts */
export const OPTED_OUT_SPACE = "sns.opted-out-numbers";

/** number -> SandboxNumber */
export const SANDBOX_NUMBERS_SPACE = "sns.sandbox-numbers";

/** What SNS keeps in the records of a place: the spaces of its tables, which a reset empties. */
export const SPACES: readonly string[] = [
  TOPICS_SPACE,
  DELETED_TOPICS_SPACE,
  SUBSCRIPTIONS_SPACE,
  ENDPOINTS_SPACE,
  TOKENS_SPACE,
  PENDING_SPACE,
  OWNED_SPACE,
  ARCHIVE_SPACE,
  ARCHIVED_SPACE,
  ARCHIVE_ENDS_SPACE,
  PLATFORM_APPLICATIONS_SPACE,
  PUSH_MESSAGES_SPACE,
  SMS_MESSAGES_SPACE,
  EMAIL_MESSAGES_SPACE,
  SMS_SETTINGS_SPACE,
  OPTED_OUT_SPACE,
  SANDBOX_NUMBERS_SPACE,
];
