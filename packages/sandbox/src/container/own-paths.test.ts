import { expect, it } from "vitest";
import { containerIdIn, pathsBy } from "./own-paths.ts";

const ID = "5bd9c468aa2a1bc6af779bd2b9e8617f41c78bcf57a16fc29da493d3a29f26f3";

/** As the kernel writes it in a container of Docker, and of Podman. */
const mountinfo = (file: string): string =>
  [
    "692 571 0:95 / / ro,relatime - overlay overlay rw",
    `709 692 254:0 /var/lib/docker/containers/${"0".repeat(64)}/mounts/shm /dev/shm rw - tmpfs shm rw`,
    `710 692 254:0 ${file} /etc/hostname rw,relatime - ext4 /dev/vda rw`,
  ].join("\n");

it.each([`/var/lib/docker/containers/${ID}/hostname`, `/containers/overlay-containers/${ID}/userdata/hostname`])(
  "a container knows its id by the file %s",
  (file) => {
    expect(containerIdIn(mountinfo(file))).toBe(ID);
  },
);

it.each(["", "710 692 254:0 /etc/hostname /etc/hostname rw - ext4 /dev/vda rw"])("who is none has none: %s", (text) => {
  expect(containerIdIn(text)).toBeUndefined();
});

it("a path of ours is called by what is mounted there, and any other by itself", () => {
  const enginePath = pathsBy([
    { Source: "/var/lib/docker/volumes/functions/_data", Destination: "/functions" },
    { Source: "/srv/code", Destination: "/functions/code" },
  ]);
  expect(["/functions", "/functions/run/1", "/functions/code/a", "/functionality", "/home/me"].map(enginePath)).toEqual(
    [
      "/var/lib/docker/volumes/functions/_data",
      "/var/lib/docker/volumes/functions/_data/run/1",
      "/srv/code/a",
      "/functionality",
      "/home/me",
    ],
  );
});
