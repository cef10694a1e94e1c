import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";

/** What a sandbox with files of its own has of the system: its programs and libraries, and little of /etc. */
export type SystemFiles = {
  /** Folders that are bound as they are. */
  readonly folders: readonly string[];
  readonly links: readonly { readonly path: string; readonly to: string }[];
  /** A folder of ours that stands at /etc. */
  readonly etc: string;
};

/** Where programs and libraries are; a link into /usr on most systems of today. */
const SYSTEM_FOLDERS = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"];

/** What programs look up there: where libraries are, which certificates to trust, which java is the one. */
const OF_ETC =
  /^(alternatives|ca-certificates|crypto-policies|java.*|ld\.so\..*|localtime|mime\.types|pki|services|ssl|host\.conf|gai\.conf)$/;
/** How names are found, where the network is the machine's own. */
const OF_OPEN_NETWORK = /^(hosts|resolv\.conf)$/;

export function systemFiles(folder: string, { isOpen }: { readonly isOpen: boolean }): SystemFiles {
  const present = SYSTEM_FOLDERS.filter((path) => existsSync(path));
  const links = present.filter((path) => lstatSync(path).isSymbolicLink());
  const etc = join(folder, "etc");
  mkdirSync(etc);
  for (const name of readdirSync("/etc")) {
    if (OF_ETC.test(name) || (isOpen && OF_OPEN_NETWORK.test(name))) copy(join("/etc", name), join(etc, name));
  }
  if (!isOpen) writeFileSync(join(etc, "hosts"), "127.0.0.1 localhost sandbox sandbox.localdomain\n");
  writeFileSync(join(etc, "nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
  writeFileSync(join(etc, "passwd"), passwdOf(AWS_USER_ID));
  writeFileSync(join(etc, "group"), "root:x:0:\n");
  return {
    folders: present.filter((path) => !links.includes(path)),
    links: links.map((path) => ({ path, to: readlinkSync(path) })),
    etc,
  };
}

/** AWS's functions run as this user. */
export const AWS_USER_ID = 993;
export const AWS_GROUP_ID = 990;

/** /etc/passwd of a sandbox: its user has a name, as some programs want it. */
export const passwdOf = (uid: number): string =>
  `root:x:0:0:root:/root:/sbin/nologin\nsbx_user1051:x:${uid}:${uid}::/home/sbx_user1051:/sbin/nologin\n`;

function copy(from: string, to: string): void {
  try {
    cpSync(realpathSync(from), to, {
      recursive: true,
      verbatimSymlinks: true,
      // Keys of this machine.
      filter: (path) => basename(path) !== "private",
    });
  } catch {
    // What Skylab itself may not read no function needs.
  }
}
