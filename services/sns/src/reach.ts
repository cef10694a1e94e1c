import type { EgressRules } from "@skylab/egress";

/** How SNS and its subscribers reach each other. */
export type Reach = {
  /** The URL that subscribers reach Skylab by; it may be known only when Skylab listens. */
  readonly endpoint: () => string;
  /** Where the certificate is, where that is elsewhere. */
  readonly certificates: string | undefined;
  /** Where HTTP subscribers must not be. */
  readonly egress: EgressRules;
  /** The mail server; where there is none, e-mails are recorded. */
  readonly smtpUrl: string | undefined;
  /** The address that e-mails come from. */
  readonly mailFrom: string;
};
