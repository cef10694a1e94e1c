import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { env } from "node:process";
import { HostRefusal } from "../../port.ts";
import { hasOwnFiles, type Mount, mountUnlessOfSystem, type Program, type ProgramRequest } from "../program.ts";
import { foldersIn, onPath } from "./search.ts";

/** AWS's runtime interface client, and what it stands on. */
const CLIENT = ["aws-lambda-java-runtime-interface-client", "aws-lambda-java-core", "aws-lambda-java-serialization"];
const CLIENT_MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
const CLIENT_INSIDE = "/var/lang/skylab/java";
const HOW_TO_GET_IT =
  "mvn dependency:get -Dartifact=com.amazonaws:aws-lambda-java-runtime-interface-client:2.6.0 brings it where Skylab looks";

/** Of the memory, for the heap; the rest is for classes, code and threads. */
const HEAP = 0.85;

/** Starts fast rather than runs long, as AWS does: https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html */
const FAST_START = ["-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"];

/**
 * Java reads variables and names of files by its locale; AWS's, which LANG names, is on few machines, and this one is part of
 * glibc. Without any of the two all but ASCII would be lost.
 */
const LOCALE = { LC_ALL: "C.UTF-8" };

/** From this one on Java warns of native code, of which the client has some. https://openjdk.org/jeps/472 */
const ASKS_FOR_NATIVE_ACCESS = 24;

export async function javaProgram({ version, layout, task, tellOnce }: ProgramRequest): Promise<Program> {
  const { runtime = "", handler, memoryMb } = version;
  const java = findJava(runtime, tellOnce);
  const jars = findClient(runtime, task);
  const isMounted = hasOwnFiles(layout);
  const client: Mount[] = jars.map((jar, index) => ({
    source: jar,
    target: isMounted ? `${CLIENT_INSIDE}/${CLIENT[index]}.jar` : jar,
  }));
  const classes = [
    ...client.map(({ target }) => target),
    layout.task,
    `${layout.task}/lib/*`,
    `${layout.opt}/java/lib/*`,
  ];
  return {
    command: [
      join(java.home, "bin/java"),
      `-Xmx${Math.floor(memoryMb * HEAP)}m`,
      ...FAST_START,
      ...(java.major >= ASKS_FOR_NATIVE_ACCESS ? ["--enable-native-access=ALL-UNNAMED"] : []),
      "-cp",
      classes.join(":"),
      CLIENT_MAIN,
      handler,
    ],
    mounts: [...mountUnlessOfSystem(java.home), ...client],
    variables: LOCALE,
    needsInit: "for ports",
  };
}

type Java = { readonly home: string; readonly major: number };

/** The oldest one that is new enough: what was compiled for an older Java runs on a newer one. */
function findJava(runtime: string, tellOnce: (message: string) => void): Java {
  const wanted = Number.parseInt(runtime.slice("java".length), 10);
  const [java] = javaHomes()
    .map((home) => ({ home, major: majorOf(home) }))
    .filter(({ major }) => major >= wanted)
    .toSorted((one, other) => one.major - other.major);
  if (java === undefined) {
    throw new HostRefusal(
      "CannotRun",
      `Functions of ${runtime} need Java ${wanted} or later, which is not on this machine.`,
    );
  }
  if (java.major !== wanted)
    tellOnce(`There is no Java ${wanted} here: functions of ${runtime} run on Java ${java.major}.`);
  return java;
}

/** On the path, and where systems and the usual version manager keep theirs. */
const javaHomes = (): string[] =>
  [
    ...(env["JAVA_HOME"] === undefined ? [] : [env["JAVA_HOME"]]),
    ...onPath("java").map((path) => dirname(dirname(realpathSync(path)))),
    ...foldersIn("/usr/lib/jvm"),
    ...foldersIn(join(homedir(), ".sdkman/candidates/java")),
    ...foldersIn("/Library/Java/JavaVirtualMachines").map((folder) => join(folder, "Contents/Home")),
  ].filter((home) => existsSync(join(home, "bin/java")) && existsSync(join(home, "release")));

/** What a Java says of itself: `17.0.15`, and up to 8 `1.8.0_402`. */
function majorOf(home: string): number {
  const [, version = ""] = /^JAVA_VERSION="(?:1\.)?(\d+)/m.exec(readFileSync(join(home, "release"), "utf8")) ?? [];
  return Number(version);
}

/** In the function's own code, or in Maven's repository of this machine, the newest of each. */
function findClient(runtime: string, task: string | undefined): string[] {
  const own = task === undefined ? [] : filesIn(join(task, "lib"));
  if (own.some((name) => name.startsWith(`${CLIENT[0]}-`))) return [];
  const repository = join(homedir(), ".m2/repository/com/amazonaws");
  const jars = CLIENT.map((artifact) => newestJar(join(repository, artifact), artifact));
  if (jars.includes(undefined)) {
    throw new HostRefusal(
      "CannotRun",
      `Functions of ${runtime} need AWS's runtime interface client: ${HOW_TO_GET_IT}.`,
    );
  }
  return jars.filter((jar) => jar !== undefined);
}

const newestJar = (folder: string, artifact: string): string | undefined =>
  filesIn(folder)
    .toSorted((one, other) => other.localeCompare(one, "en", { numeric: true }))
    .map((version) => join(folder, version, `${artifact}-${version}.jar`))
    .find((jar) => existsSync(jar));

const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
