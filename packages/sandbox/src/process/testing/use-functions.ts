import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FunctionVersion, InvocationEnd } from "../../port.ts";
import { hostOn } from "../../contract/under-test.ts";
import { levelsHere, openLevel } from "./levels-here.ts";

/** What came of an invocation. */
export type Ran = {
  readonly answer: unknown;
  readonly end: InvocationEnd;
  /** The end of its log: what it wrote, and the host's lines. */
  readonly log: string;
};

export type Functions = {
  /** A function of these files: the names of scripts that are executed end with `*`. */
  readonly of: (files: Readonly<Record<string, string>>, more: Partial<FunctionVersion>) => Promise<FunctionVersion>;
  readonly run: (version: FunctionVersion, event?: unknown) => Promise<Ran>;
};

/** Functions of any runtime on the strongest level that this machine has. */
export async function useFunctions(): Promise<Functions> {
  const [level = "plain"] = levelsHere;
  const host = await hostOn(async () => openLevel(level));
  return {
    of: async (files, more) => {
      const version = await host.functionOf("", more);
      if (version.code.kind === "folder") await writeFiles(version.code.path, files);
      return version;
    },
    run: async (version, event) => {
      const { payload, end } = await host.invoke(version, event);
      const answer: unknown = JSON.parse(Buffer.from(payload).toString());
      return { answer, end, log: Buffer.from(end.logTail, "base64").toString() };
    },
  };
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name.replace("*", ""));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    if (name.endsWith("*")) await chmod(path, 0o755);
  }
}
