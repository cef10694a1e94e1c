/** How code is held in, from the strongest to the weakest. */
export const HOLDS = ["container", "bubblewrap", "unshare", "plain, own user", "plain"] as const;
export type Hold = (typeof HOLDS)[number];

/** What hostile code tries. The sentences are those of the README's table. */
export type Attack =
  | "read files of the product"
  | "read the product's environment (`/proc/<pid>/environ`)"
  | "kill, or look into, processes of the product"
  | "read another function's code"
  | "read another function's /tmp"
  | "change its own code"
  | "speak to another environment's Runtime API"
  | "answer another request than its own"
  | "reach ports of the machine (Redis, RabbitMQ, MinIO)"
  | "reach sockets of the machine (Docker's)"
  | "reach any network, the metadata address among it"
  | "fill the machine with processes"
  | "take more memory than it has, in one process or in several"
  | "fill the disk by /tmp"
  | "keep a CPU after its timeout"
  | "work on, in a process that it has left behind, after its answer"
  | "leave a process behind that outlives its environment";

type Protection = Readonly<Record<Attack, readonly Hold[]>>;

const NAMESPACES: readonly Hold[] = ["container", "bubblewrap", "unshare"];
const USERS: readonly Hold[] = [...NAMESPACES, "plain, own user"];

/** Which holds block an attack. Who runs below these can do it: a test sees that it is so. */
export const PROTECTION: Protection = {
  "read files of the product": USERS,
  "read the product's environment (`/proc/<pid>/environ`)": USERS,
  "kill, or look into, processes of the product": USERS,
  "read another function's code": NAMESPACES,
  "read another function's /tmp": USERS,
  "change its own code": USERS,
  "speak to another environment's Runtime API": USERS,
  "answer another request than its own": HOLDS,
  "reach ports of the machine (Redis, RabbitMQ, MinIO)": NAMESPACES,
  "reach sockets of the machine (Docker's)": NAMESPACES,
  "reach any network, the metadata address among it": NAMESPACES,
  "fill the machine with processes": USERS,
  "take more memory than it has, in one process or in several": HOLDS,
  "fill the disk by /tmp": NAMESPACES,
  "keep a CPU after its timeout": HOLDS,
  "work on, in a process that it has left behind, after its answer": HOLDS,
  "leave a process behind that outlives its environment": USERS,
};

/** The table of the README. */
export function protectionTable(): string {
  const lines = [row(["hostile code tries to …", ...HOLDS]), row(["---", ...HOLDS.map(() => "---")])];
  for (const [attack, holds] of Object.entries(PROTECTION)) {
    lines.push(row([attack, ...HOLDS.map((hold) => (holds.includes(hold) ? "blocked" : "**possible**"))]));
  }
  return lines.join("\n");
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
