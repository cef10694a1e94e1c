const ALPHABET = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes of standard, padded base64; `undefined` where the text is none. */
export function parseBase64(text: string): Buffer | undefined {
  return text.length % 4 === 0 && ALPHABET.test(text) ? Buffer.from(text, "base64") : undefined;
}
