/** As long as AWS's. */
const BYTES = 112;

/** "Confirmation tokens are valid for two days." https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const VALID_MS = 2 * 24 * 3_600_000;

/** A token that is new, and until when it is good: what an endpoint's owner confirms a subscription with. */
export const newToken = (bytes: (count: number) => Uint8Array, now: number): NewToken => ({
  token: Buffer.from(bytes(BYTES)).toString("hex"),
  expiresAt: now + VALID_MS,
});

type NewToken = { readonly token: string; readonly expiresAt: number };

/** Whether it looks like a token: AWS refuses what does not in other words. */
export const isToken = (text: string): boolean => /^[0-9a-f]{64,512}$/.test(text);
