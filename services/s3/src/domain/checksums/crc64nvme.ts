/** The checksum in two halves: what JavaScript reckons with fast has 32 bits. */
export type Crc64 = { high: number; low: number };

/** https://nvmexpress.org: NVM Command Set, 5.2.1.3.4 "64b CRC Definition"; its bits reversed. */
const POLYNOMIAL: Readonly<Crc64> = { high: 0x9a6c9329, low: 0xac4bc9b5 };

/** Bytes that are taken at a time. */
const SLICES = 8;

/** Entry `256 * k + byte`: what a byte makes of the checksum when `k` more bytes have followed it. */
const HIGH = new Uint32Array(256 * SLICES);
const LOW = new Uint32Array(256 * SLICES);
fillTables();

function fillTables(): void {
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) {
        high ^= POLYNOMIAL.high;
        low ^= POLYNOMIAL.low;
      }
    }
    HIGH[byte] = high;
    LOW[byte] = low;
  }
  for (let index = 256; index < 256 * SLICES; index++) {
    const [high, low] = [highAt(index - 256), lowAt(index - 256)];
    HIGH[index] = highAt(low & 0xff) ^ (high >>> 8);
    LOW[index] = lowAt(low & 0xff) ^ ((low >>> 8) | (high << 24));
  }
}

function highAt(index: number): number {
  return HIGH[index] ?? 0;
}

function lowAt(index: number): number {
  return LOW[index] ?? 0;
}

export const emptyCrc64 = (): Crc64 => ({ high: 0, low: 0 });

/** CRC-64/NVME: goes on with `crc` over these bytes. */
export function updateCrc64nvme(crc: Crc64, bytes: Uint8Array): void {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % SLICES);
  let high = ~crc.high;
  let low = ~crc.low;
  let index = 0;
  for (; index < whole; index += SLICES) {
    low ^= words.getUint32(index, true);
    high ^= words.getUint32(index + 4, true);
    const i7 = 0x700 | (low & 0xff);
    const i6 = 0x600 | ((low >>> 8) & 0xff);
    const i5 = 0x500 | ((low >>> 16) & 0xff);
    const i4 = 0x400 | (low >>> 24);
    const i3 = 0x300 | (high & 0xff);
    const i2 = 0x200 | ((high >>> 8) & 0xff);
    const i1 = 0x100 | ((high >>> 16) & 0xff);
    const i0 = high >>> 24;
    high = highAt(i7) ^ highAt(i6) ^ highAt(i5) ^ highAt(i4) ^ highAt(i3) ^ highAt(i2) ^ highAt(i1) ^ highAt(i0);
    low = lowAt(i7) ^ lowAt(i6) ^ lowAt(i5) ^ lowAt(i4) ^ lowAt(i3) ^ lowAt(i2) ^ lowAt(i1) ^ lowAt(i0);
  }
  for (; index < bytes.length; index++) {
    const entry = (low ^ (bytes[index] ?? 0)) & 0xff;
    low = lowAt(entry) ^ ((low >>> 8) | (high << 24));
    high = highAt(entry) ^ (high >>> 8);
  }
  crc.high = ~high >>> 0;
  crc.low = ~low >>> 0;
}
