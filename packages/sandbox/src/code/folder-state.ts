import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Nobody writes code there by hand: a change of what is installed shows by the folder itself. */
const NOT_READ = new Set(["node_modules", ".git", "__pycache__", ".venv"]);

/** More files are looked at no more: it would cost each invocation. */
const MAX_FILES = 5000;

/** What changes whenever somebody writes, adds or removes a file in a folder; a folder that is not there has a state, too. */
export async function stateOfFolder(folder: string): Promise<string> {
  const seen = { files: 0, newest: 0, bytes: 0 };
  await look(folder, seen);
  return `${seen.files}-${seen.newest}-${seen.bytes}`;
}

type Seen = { files: number; newest: number; bytes: number };

async function look(path: string, seen: Seen): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const folders: string[] = [];
  const looked = entries.map(async (entry) => {
    const full = join(path, entry.name);
    const about = await stat(full).catch(() => undefined);
    if (about === undefined || seen.files >= MAX_FILES) return;
    seen.files += 1;
    seen.newest = Math.max(seen.newest, about.mtimeMs, about.ctimeMs);
    seen.bytes += about.isFile() ? about.size : 0;
    if (entry.isDirectory() && !NOT_READ.has(entry.name)) folders.push(full);
  });
  await Promise.all(looked);
  for (const each of folders) await look(each, seen);
}
