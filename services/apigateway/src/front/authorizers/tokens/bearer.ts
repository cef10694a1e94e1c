/** A token with or without the word in front. */
export const withoutBearer = (token: string): string => token.replace(/^Bearer\s+/i, "").trim();
