/** What an AwsError may carry beyond its code and message. */
export type AwsErrorOptions = {
  /** HTTP status; where it is absent the model's status for this code decides, and else 400. */
  readonly status?: number;
  /** The code that Query clients see, where it differs from `code` and the model does not say so. */
  readonly queryCode?: string;
  /** What Query clients read instead of `message`, where AWS words the same error differently for them. */
  readonly queryMessage?: string;
  /** Further members of the modelled error shape, for example `Item` or `retryAfterSeconds`. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Further HTTP headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * A refusal in AWS's words. `code` is the error's shape name where the model has one (`QueueDoesNotExist`), and else
 * the code that AWS answers (`InvalidParameterValueException`). packages/protocol makes the bytes of it.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly queryCode: string | undefined;
  readonly queryMessage: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = options.status;
    this.queryCode = options.queryCode;
    this.queryMessage = options.queryMessage;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}
