import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Objects } from "@skylab/objects";
import { type FunctionCode, type FunctionVersion, HostRefusal, type ZipCode } from "../port.ts";
import { invalidZip } from "./entry.ts";
import { stateOfFolder } from "./folder-state.ts";
import { type Kept, KeptFolders } from "./kept-folders.ts";
import { MAX_UNPACKED_BYTES } from "./limits.ts";
import { sealTree } from "./tree.ts";
import { unpackZip } from "./unpack-zip.ts";

/** Code on the disk. */
export type CodeStore = {
  /**
   * Code and layers as folders, unpacked where they are not yet. They stay until they are released.
   * Rejects with a HostRefusal for zip files that are damaged, hostile or too large, and for a folder that is not there.
   */
  readonly take: (version: Pick<FunctionVersion, "code" | "layers">) => Promise<UnpackedCode>;
  /** Another one whenever the files of a folder change; always the same for what cannot change. */
  readonly stateOf: (code: FunctionCode) => Promise<string>;
};

export type UnpackedCode = {
  /** Absent for images. */
  readonly task: string | undefined;
  /** The layers merged; absent where there are none. */
  readonly opt: string | undefined;
  readonly release: () => void;
};

export type CodeStoreOptions = {
  readonly blobs: Pick<Objects, "get">;
  /** Where code is kept, also when the process has ended. */
  readonly folder: string;
  /** How much of it that nobody uses is kept. */
  readonly maxBytes: number;
};

/** Opens the code in a folder, which must be this process's. */
export function openCodeStore({ blobs, folder, maxBytes }: CodeStoreOptions): CodeStore {
  const parts: Parts = {
    blobs,
    code: new KeptFolders(join(folder, "code"), maxBytes),
    layers: new KeptFolders(join(folder, "layers"), maxBytes),
  };
  return {
    take: (version) => take(parts, version),
    stateOf: async (code) => (code.kind === "folder" ? stateOfFolder(code.path) : ""),
  };
}

type Parts = {
  readonly blobs: CodeStoreOptions["blobs"];
  readonly code: KeptFolders;
  readonly layers: KeptFolders;
};

async function take(parts: Parts, { code, layers }: Pick<FunctionVersion, "code" | "layers">): Promise<UnpackedCode> {
  const kept = code.kind === "zip" ? await takeZip(parts, code) : undefined;
  try {
    const task = code.kind === "folder" ? await existing(code.path) : kept?.path;
    const merged = await takeLayers(parts, layers, kept?.bytes ?? 0);
    const release = (): void => {
      kept?.release();
      merged?.release();
    };
    return { task, opt: merged?.path, release };
  } catch (error) {
    kept?.release();
    throw error;
  }
}

const takeZip = (parts: Parts, zip: ZipCode): Promise<Kept> =>
  parts.code.take(hexOf(zip.sha256), async (folder) => {
    const bytes = await unpack(parts, zip, { folder, limit: MAX_UNPACKED_BYTES });
    await sealTree(folder);
    return bytes;
  });

async function takeLayers(parts: Parts, layers: readonly ZipCode[], codeBytes: number): Promise<Kept | undefined> {
  if (layers.length === 0) return undefined;
  const name = createHash("sha256")
    .update(layers.map(({ sha256 }) => hexOf(sha256)).join("\n"))
    .digest("hex");
  const merged = await parts.layers.take(name, async (folder) => {
    let bytes = 0;
    for (const layer of layers) bytes += await unpack(parts, layer, { folder, limit: MAX_UNPACKED_BYTES - bytes });
    await sealTree(folder);
    return bytes;
  });
  if (merged.bytes + codeBytes <= MAX_UNPACKED_BYTES) return merged;
  merged.release();
  throw invalidZip(
    `Function code combined with layers exceeds the maximum allowed size of ${MAX_UNPACKED_BYTES} bytes.`,
  );
}

const hexOf = (sha256: string): string => Buffer.from(sha256, "base64").toString("hex");

async function existing(folder: string): Promise<string> {
  const about = await stat(folder).catch(() => undefined);
  if (about?.isDirectory() === true) return folder;
  throw new HostRefusal("CannotRun", `There is no folder ${folder} on the machine that runs functions.`);
}

type Place = { readonly folder: string; readonly limit: number };

/** Brings a zip file from the objects and unpacks it. */
async function unpack({ blobs }: Parts, zip: ZipCode, { folder, limit }: Place): Promise<number> {
  // Beside the folder: what is not finished goes with it.
  const file = `${folder}.zip`;
  try {
    const hash = createHash("sha256");
    const hashed = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(await blobs.get(zip.blob), hashed, createWriteStream(file));
    if (hash.digest("base64") !== zip.sha256) throw invalidZip("The zip file is not the one that was stored.");
    return await unpackZip(file, folder, limit);
  } finally {
    await rm(file, { force: true });
  }
}
