import { describe, expect, it } from "vitest";
import { fileSync } from "./file-sync.ts";

/** A disk that answers syncs as it is told, whichever file they are of. */
function diskOf(answers: readonly ("taken" | "lost")[]) {
  const asked: string[] = [];
  const through = async (): Promise<void> => {
    const answer = answers[asked.length] ?? "taken";
    asked.push(answer);
    if (answer === "lost") throw new Error("EIO: i/o error, fdatasync");
  };
  return { asked, through };
}

const MEBIBYTE = 1024 ** 2;
const NO_FILE = -1;

describe("a file that is written", () => {
  it("is synced at its end, and in steps before where it is large", async () => {
    const { asked, through } = diskOf([]);
    const sync = fileSync(NO_FILE, through);
    sync.wrote(MEBIBYTE);
    expect(asked).toHaveLength(0);
    sync.wrote(8 * MEBIBYTE);
    expect(asked).toHaveLength(1);
    await sync.settled();
    sync.wrote(8 * MEBIBYTE);
    await sync.finish();
    expect(asked).toHaveLength(3);
  });

  it("is lost where any of its syncs has failed, since the system tells of lost bytes once", async () => {
    const { asked, through } = diskOf(["lost"]);
    const sync = fileSync(NO_FILE, through);
    sync.wrote(8 * MEBIBYTE);
    await sync.settled();
    await expect(sync.finish()).rejects.toThrow("EIO");
    expect(asked).toHaveLength(1);
  });
});
