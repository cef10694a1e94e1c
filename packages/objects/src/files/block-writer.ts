import { writeAt } from "./calls.ts";

/** Writes a file in blocks, however small the chunks are that come, and takes the next ones while a block is written. */
export type BlockWriter = {
  /** Resolves when the chunk is its owner's again. */
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Resolves when everything is written, though not yet on disk. */
  readonly finish: () => Promise<void>;
  /** Waits for what is being written, and lets the memory go. Call it whatever happened. */
  readonly close: () => Promise<void>;
};

/** Larger blocks save few calls more, and sixteen bodies at once hold two blocks each. */
const BLOCK_BYTES = 256 * 1024;
/** A buffer that is not needed waits here for the next body: making one touches 64 pages of memory. */
const MAX_IDLE_BLOCKS = 32;
const idleBlocks: Buffer[] = [];

export function blockWriter(fd: number): BlockWriter {
  let filling: Buffer | undefined;
  let filled = 0;
  let position = 0;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    const [block, size] = [filling, filled];
    if (block === undefined) return;
    [filling, filled] = [undefined, 0];
    await writing;
    writing = writeAt(fd, block.subarray(0, size), position).finally(() => letGo(block));
    // Whoever waits for it next is told.
    writing.catch(() => undefined);
    position += size;
  };
  const copy = (chunk: Uint8Array): number => {
    filling ??= idleBlocks.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
    const taken = Math.min(chunk.length, BLOCK_BYTES - filled);
    filling.set(taken === chunk.length ? chunk : chunk.subarray(0, taken), filled);
    filled += taken;
    return taken;
  };
  const writeThrough = async (chunk: Uint8Array): Promise<void> => {
    await writing;
    await writeAt(fd, chunk, position);
    position += chunk.length;
  };

  return {
    write: async (chunk) => {
      if (filled === 0 && chunk.length >= BLOCK_BYTES) return writeThrough(chunk);
      for (let rest = chunk; rest.length > 0;) {
        rest = rest.subarray(copy(rest));
        if (filled === BLOCK_BYTES) await flush();
      }
    },
    finish: async () => {
      await flush();
      await writing;
    },
    close: async () => {
      await writing.catch(() => undefined);
      if (filling !== undefined) letGo(filling);
    },
  };
}

function letGo(block: Buffer): void {
  if (idleBlocks.length < MAX_IDLE_BLOCKS) idleBlocks.push(block);
}
