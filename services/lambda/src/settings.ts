import { isAbsolute, normalize } from "node:path";
import type { ServiceSetting } from "@skylab/service";

/** What Lambda is told by settings of its own; those of what runs functions are `packages/sandbox`'s. */
export const settings = {
  SKYLAB_LAMBDA_HOT_RELOAD: {
    description:
      "The folders in which code may be run in place (`S3Bucket=hot-reload`), absolute, by comma; `none`: nowhere. Where absent, `npm start` takes your home folder if nobody else reaches its port, and containers none. Hidden folders never are.",
    read: readFolders,
  } satisfies ServiceSetting<readonly string[] | undefined>,
};

function readFolders(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  if (text === "none") return [];
  return text.split(",").map((part) => {
    const folder = part.trim();
    if (!isAbsolute(folder)) throw new Error(`must be absolute folders by comma, or none, not "${folder}"`);
    return normalize(folder);
  });
}
