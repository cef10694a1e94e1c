/** Castagnoli's polynomial, its bits reversed. https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4 */
const POLYNOMIAL = 0x82f63b78;

/** Bytes that are taken at a time. */
const SLICES = 8;

/** Entry `256 * k + byte`: what a byte makes of the checksum when `k` more bytes have followed it. */
const TABLE = new Uint32Array(256 * SLICES);
fillTable();

function fillTable(): void {
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    TABLE[byte] = crc;
  }
  for (let index = 256; index < 256 * SLICES; index++) {
    const crc = at(index - 256);
    TABLE[index] = at(crc & 0xff) ^ (crc >>> 8);
  }
}

function at(index: number): number {
  return TABLE[index] ?? 0;
}

/** CRC-32C of bytes, or of what went before, whose checksum is `crc`, and of these. */
export function crc32c(bytes: Uint8Array, crc = 0): number {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % SLICES);
  let sum = ~crc;
  let index = 0;
  for (; index < whole; index += SLICES) {
    const low = sum ^ words.getUint32(index, true);
    const high = words.getUint32(index + 4, true);
    sum =
      at(0x700 | (low & 0xff)) ^
      at(0x600 | ((low >>> 8) & 0xff)) ^
      at(0x500 | ((low >>> 16) & 0xff)) ^
      at(0x400 | (low >>> 24)) ^
      at(0x300 | (high & 0xff)) ^
      at(0x200 | ((high >>> 8) & 0xff)) ^
      at(0x100 | ((high >>> 16) & 0xff)) ^
      at(high >>> 24);
  }
  for (; index < bytes.length; index++) sum = at((sum ^ (bytes[index] ?? 0)) & 0xff) ^ (sum >>> 8);
  return ~sum >>> 0;
}
