import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type Release = () => Promise<void>;

/** A process, told apart from a later one with the same number by the time it started; that is empty where unknown. */
type Owner = { readonly pid: number; readonly startedAt: string };

const LOCK = "skylab.lock";

/**
 * Takes the folder's lock for this process, or names the living process that has it. The lock of a process that ended
 * without giving it back is taken over.
 */
export async function takeLock(folder: string): Promise<{ readonly release: Release } | { readonly owner: number }> {
  const lock = join(folder, LOCK);
  const own = JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid) });
  const release: Release = async () => {
    if ((await contentOf(lock)) === own) await unlink(lock);
  };
  for (;;) {
    if (await create(lock, own)) return { release };
    const content = await contentOf(lock);
    if (content === undefined) continue;
    const owner = await livingOwner(content);
    if (owner !== undefined) return { owner };
    if (await takeOver(lock, { stale: content, own })) return { release };
  }
}

/** Makes the file with its content in one step, so that nobody reads half of it; false where there is one. */
async function create(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** Puts this process's lock in the place of a stale one; false where another process is quicker. */
async function takeOver(lock: string, { stale, own }: { stale: string; own: string }): Promise<boolean> {
  // One at a time: else two could find the same lock stale, and the second would replace the first's.
  const guard = `${lock}.takeover`;
  if (!(await create(guard, own))) {
    if ((await livingOwner((await contentOf(guard)) ?? own)) === undefined) await rm(guard, { force: true });
    return false;
  }
  try {
    if ((await contentOf(lock)) !== stale) return false;
    const draft = `${lock}.${randomUUID()}`;
    await writeFile(draft, own);
    await rename(draft, lock);
    return true;
  } finally {
    await unlink(guard);
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    // ESRCH: of a process that ended while its /proc file was read.
    if (hasCode(error, "ENOENT") || hasCode(error, "ESRCH")) return undefined;
    throw error;
  }
}

/** The number of the process that wrote the lock, if it lives. */
async function livingOwner(content: string): Promise<number | undefined> {
  const owner = ownerIn(content);
  return owner !== undefined && (await isAlive(owner)) ? owner.pid : undefined;
}

function ownerIn(content: string): Owner | undefined {
  try {
    const { pid, startedAt }: { pid?: unknown; startedAt?: unknown } = Object(JSON.parse(content));
    return typeof pid === "number" && typeof startedAt === "string" ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive({ pid, startedAt }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user may not be signalled, but it lives.
    if (!hasCode(error, "EPERM")) return false;
  }
  return (await startOf(pid)) === startedAt;
}

/**
 * When the process started, as the kernel counts it: field 22 of /proc/<pid>/stat, behind the name in parentheses
 * (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html). Empty where there is no /proc, so that only the pid
 * counts, and "ended" for a process that only waits for its parent to look.
 */
async function startOf(pid: number): Promise<string> {
  const stat = await contentOf(`/proc/${pid}/stat`);
  if (stat === undefined) return "";
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state = ""] = fields;
  return state === "Z" || state === "X" ? "ended" : (fields[19] ?? "");
}

/** Is this an error of the system, with this code? */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
