export { type DockerFlags, readDockerFlags } from "./docker-flags.ts";
export { awsImageOf, type ImageOf, readImages } from "./images.ts";
export { type ContainerRunnerOptions, openContainerRunner } from "./open-container-runner.ts";
