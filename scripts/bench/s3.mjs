// npm run bench -- s3
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, measureOn } from "./report.mjs";
import { fill, s3Client, steps } from "./s3-client.mjs";
import { fillFolder } from "./s3-fill.mjs";
import { benchStreams } from "./s3-streams.mjs";
import { startSkylab } from "./servers.mjs";

const WARM_UP = 3000;
const REQUESTS = 2500;
const ROUNDS = 4;

const FOLDERS = 1000;
const OF_A_FOLDER = 1000;
const PAGES = 15;
const ROUNDS_OF_PAGES = 6;
const PARTS = 10_000;
const COMPLETIONS = 3;

export async function benchS3({ bare, skylab }) {
  const rows = [
    ...(await benchSmall({ bare, skylab })),
    ...(await benchStreams(skylab, BUCKET)),
    ...(await benchFilled()),
  ];
  printTable(["S3", "measured", "ratio", "aim"], rows);
}

const BUCKET = "bench";
const SMALL = { PUT: steps.put, GET: steps.get };

/** What requests of 1 KB cost in CPU, in turns with those to the bare server. */
async function benchSmall({ bare, skylab }) {
  const [bareClient, client] = [s3Client(bare), s3Client(skylab)];
  await fill(client, BUCKET);
  for (const step of Object.values(SMALL)) {
    await measure(bare, WARM_UP, step(bareClient, BUCKET));
    await measure(skylab, WARM_UP, step(client, BUCKET));
  }
  const rows = [];
  for (const [name, step] of Object.entries(SMALL)) {
    const [base, ours] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      base.push(await measure(bare, REQUESTS, step(bareClient, BUCKET)));
      ours.push(await measure(skylab, REQUESTS, step(client, BUCKET)));
    }
    const [bareUs, us] = [base, ours].map((all) => mean(all.map(({ cpuUs }) => cpuUs)));
    const rate = mean(ours.map(({ perSecond }) => perSecond));
    rows.push([
      `${name} of 1 KB`,
      `${us.toFixed(0)} us CPU, bare node:http ${bareUs.toFixed(0)} us; ${rate.toFixed(0)}/s`,
      times(us / bareUs),
      "<= 5x",
    ]);
  }
  bareClient.close();
  client.close();
  return rows;
}

/** What pages and completions cost where there is much: on a Skylab of their own, since its folder is filled before. */
async function benchFilled() {
  const folder = mkdtempSync(join(tmpdir(), "skylab-bench-filled-"));
  try {
    const begun = performance.now();
    const uploads = await fillFolder(join(folder, "data"), async ({ objects, uploads: begin }) => {
      await objects("flat-few", keysOf(1, OF_A_FOLDER));
      await objects("deep-few", keysOf(FOLDERS, 1));
      await objects("many", keysOf(FOLDERS, OF_A_FOLDER));
      return begin("uploads", { count: COMPLETIONS, parts: PARTS });
    });
    console.log(`filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    const skylab = await startSkylab({ SKYLAB_DATA: join(folder, "data") });
    try {
      return [...(await benchPages(skylab)), ...(await benchCompletions(skylab, uploads))];
    } finally {
      await skylab.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const named = (number) => String(number).padStart(4, "0");

function* keysOf(folders, ofAFolder) {
  for (let folder = 0; folder < folders; folder += 1) {
    for (let key = 0; key < ofAFolder; key += 1) yield `folder-${named(folder)}/object-${named(key)}`;
  }
}

/** The same page of a bucket of 1,000 keys and of one of a million, in turns. */
async function benchPages(skylab) {
  const client = s3Client(skylab);
  const page = (bucket, query) => () =>
    client.call("GET", `/${bucket}`, { query: `list-type=2&max-keys=1000${query}` });
  const rows = [];
  for (const [name, few, query] of [
    ["no delimiter", "flat-few", ""],
    ["in a folder, by its delimiter", "flat-few", "&prefix=folder-0000%2F&delimiter=%2F"],
    ["of common prefixes", "deep-few", "&delimiter=%2F"],
  ]) {
    const [small, large] = [page(few, query), page("many", query)];
    const [fewer, more] = [[], []];
    for (let round = 0; round <= ROUNDS_OF_PAGES; round += 1) {
      fewer.push((await measureOn(1, skylab, { count: PAGES, step: small })).cpuUs);
      more.push((await measureOn(1, skylab, { count: PAGES, step: large })).cpuUs);
    }
    // The first round warms up.
    const [one, other] = [fewer, more].map((all) => mean(all.slice(1)) / 1000);
    rows.push([
      `page of 1,000, ${name}`,
      `${other.toFixed(1)} ms CPU of 1,000,000 keys, ${one.toFixed(1)} ms of 1,000`,
      times(other / one),
      "<= 1.5x",
    ]);
  }
  client.close();
  return rows;
}

/** Parts that have 5 MiB by their rows only: see `s3-fill.mjs`. */
async function benchCompletions(skylab, uploads) {
  const client = s3Client(skylab);
  const seconds = [];
  for (const { key, id, document } of uploads) {
    const begun = performance.now();
    const answer = await client.call("POST", `/uploads/${key}`, { query: `uploadId=${id}`, body: document });
    seconds.push((performance.now() - begun) / 1000);
    if (!answer.includes(`-${PARTS}`)) throw new Error(answer);
  }
  client.close();
  const all = seconds.map((one) => one.toFixed(2)).join(", ");
  return [[`CompleteMultipartUpload of ${PARTS.toLocaleString("en")} parts`, `${all} s`, "", "< 2 s"]];
}

const line = (cells) => `| ${cells.join(" | ")} |`;

function printTable(head, rows) {
  console.log([line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"));
}

const times = (ratio) => `${ratio.toFixed(2)}x`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
