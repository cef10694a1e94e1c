import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { hostOn } from "../../contract/under-test.ts";
import { levelsHere, openLevel } from "../testing/levels-here.ts";

const SOURCE = `
package example;
public class App {
  public java.util.Map<String, Object> handle(java.util.Map<String, Object> event) {
    if (event.containsKey("fail")) throw new IllegalStateException("no");
    return java.util.Map.of("got", event, "name", System.getenv("NAME"));
  }
}`;

const NAME = "žluťoučký";

/** Nothing is compiled without the one, nothing runs without the other. */
const COMPILER = "javac";
const hasJava = spawnSync(COMPILER, ["-version"]).status === 0;
const hasClient = existsSync(join(homedir(), ".m2/repository/com/amazonaws/aws-lambda-java-runtime-interface-client"));

async function run(event: unknown): Promise<unknown> {
  const path = await mkdtemp(join(tmpdir(), "skylab-java-"));
  onTestFinished(() => rm(path, { recursive: true }));
  await writeFile(join(path, "App.java"), SOURCE);
  if (hasJava) spawnSync(COMPILER, ["--release", "17", "-d", path, join(path, "App.java")]);
  const [level = "plain"] = levelsHere;
  const { functionOf, invoke } = await hostOn(async () => openLevel(level));
  const code = { kind: "folder", path } as const;
  const version = await functionOf("", {
    runtime: "java17",
    handler: "example.App::handle",
    memoryMb: 512,
    variables: { NAME },
    code,
  });
  return JSON.parse(Buffer.from((await invoke(version, event)).payload).toString());
}

describe(`a function of Java, ${hasJava ? "which is here" : "which is not here"}, ${hasClient ? "with" : "without"} AWS's client`, () => {
  if (hasJava && hasClient) {
    it("answers, reads its variables as UTF-8, and fails in AWS's words", async () => {
      expect(await run({ a: 1 })).toEqual({ got: { a: 1 }, name: NAME });
      expect(await run({ fail: true })).toMatchObject({
        errorType: "java.lang.IllegalStateException",
        errorMessage: "no",
      });
    });
  } else {
    it("is refused in one sentence", async () => {
      await expect(run({})).rejects.toMatchObject({
        reason: "CannotRun",
        message: expect.stringMatching(/^Functions of java17 need (Java 17|AWS's runtime interface client)/),
      });
    });
  }
});
