/** What all versions of a function have in common, as it is kept. */
export type StoredFunction = {
  /** Another one for each function that bears the name, one after the other. */
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What was published last, and of which code and settings. */
  readonly published?: { readonly version: string; readonly fingerprint: string };
  /** Where its code must be signed. */
  readonly codeSigningConfigArn?: string;
  /** Whether it may be the cause of itself. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
  readonly recursiveLoop: "Allow" | "Terminate";
};
