# Every container of ours, with the classic builder and BuildKit alike:
#   docker build --build-arg SERVICE=sqs .     one service of the distributed mode
#   docker build --target all-in-one .         everything in one process, as npm start runs it
# Behind a proxy, docker's own --build-arg HTTPS_PROXY=… does; a registry's address and certificates belong in NODE_IMAGE.

# Any image with Node 20.19 or newer, npm and bash.
ARG NODE_IMAGE=node:24-bookworm-slim

# What npm reads, alone: as long as none of it changes, the layers with the packages stay.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /source
COPY . .
RUN mkdir /manifests && find . -name 'package*.json' -not -path '*/dist/*' -exec cp --parents -t /manifests {} +

FROM ${NODE_IMAGE} AS build
WORKDIR /skylab
COPY --from=manifests /manifests ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY . .
RUN npx tsc -b services/*/tsconfig.json && mkdir /built && cp -r --parents packages/*/dist services/*/dist packages/protocol/models packages/identity/aws-managed-policies packages/sandbox/src/inside/python /built

FROM ${NODE_IMAGE} AS packages
WORKDIR /skylab
COPY --from=manifests /manifests ./
RUN npm ci --workspace services --omit=dev --no-audit --no-fund --loglevel=error && npm cache clean --force

# The root file system may be read-only: only /data, and /tmp where a program wants it, are written to.
FROM ${NODE_IMAGE} AS skylab
WORKDIR /skylab
COPY --from=packages /skylab ./
COPY --from=build /built ./
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production SKYLAB_HOST=0.0.0.0 SKYLAB_PORT=4566 SKYLAB_DATA=/data
USER node
EXPOSE 4566
STOPSIGNAL SIGTERM
# In bash, because a check in Node costs 188 ms of CPU each time. Patient: on a machine with too much to do two seconds go
# by before it runs, a gateway waits two for services whose engine is away, and "unhealthy" ends a `docker compose up --wait`.
HEALTHCHECK --interval=3s --timeout=15s --start-period=120s --retries=5 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$SKYLAB_PORT && printf 'GET /_skylab/health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

FROM skylab AS all-in-one
VOLUME /data
CMD ["node", "services/standalone/dist/main.js"]

# Last, so that it is what a build makes that names no target.
FROM skylab AS service
ARG SERVICE
# So that the command needs no shell, which would keep SIGTERM from Node. The build fails where there is no such service.
USER root
RUN ln -s "services/${SERVICE:?}/dist/main.js" main.js && test -f main.js
USER node
CMD ["node", "main.js"]
