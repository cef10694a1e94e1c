/** What stands before the padding has no bits beyond the last byte: AWS refuses them. */
const STANDARD = /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/;

/** The bytes of standard, padded base64; `undefined` where the text is none. */
export function parseBase64(text: string): Buffer | undefined {
  return text.length % 4 === 0 && STANDARD.test(text) ? Buffer.from(text, "base64") : undefined;
}
