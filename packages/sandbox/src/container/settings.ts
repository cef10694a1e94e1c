import { DOOR_PORT } from "../door-ports.ts";
import { type DockerFlags, readDockerFlags } from "./docker-flags.ts";
import { type ImageOf, readImages } from "./images.ts";

/** What the runner of containers is told by settings: by LocalStack's names, where these mean the same. */
export const containerSettings = {
  LAMBDA_RUNTIME_IMAGE_MAPPING: {
    description:
      'Distributed mode: the images of runtimes, `registry.local/lambda-<runtime>` or `{"nodejs22.x": "…"}`; AWS\'s own of public.ecr.aws/lambda where absent.',
    read: (text: string | undefined): ImageOf => readImages(text),
  },
  SKYLAB_LAMBDA_PORT: {
    description:
      "Distributed mode: the port that users know the gateway by, for the URLs that they hand to functions; 4566 where absent.",
    read: readPort,
  },
  LAMBDA_DOCKER_NETWORK: {
    description:
      "Distributed mode: the Docker network of functions with `SKYLAB_LAMBDA_NETWORK=open`; `bridge` where absent.",
    read: (text: string = "bridge"): string => text,
  },
  LAMBDA_DOCKER_FLAGS: {
    description:
      "Distributed mode: what the containers of functions have beside, as `docker run` takes it: `-l`, `-e`, `-v`, `--add-host`, `--dns`.",
    read: (text: string | undefined): DockerFlags => readDockerFlags(text),
  },
};

function readPort(text: string = String(DOOR_PORT)): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > MAX_PORT) throw new Error(`must be a port, not "${text}"`);
  return Number(text);
}

const MAX_PORT = 65_535;
