# The bot and nothing else: no compiler, no tests, no shell history of how it was made.
FROM node:26-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:26-slim
WORKDIR /app
# Owned by root: the process that runs the code cannot change it.
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY bin ./bin
COPY src ./src
COPY adapters ./adapters
COPY deploy/teams ./deploy/teams
# The commands are there by name: `docker exec … prod-access revoke PA-7K3M2`.
RUN mkdir /data && chown 65532:65532 /data \
  && ln -s /app/bin/prod-access.mjs /usr/local/bin/prod-access

# The one place that is written to, so the root file system may be read-only.
VOLUME /data
# The configuration and what stands beside it are mounted, to be read.
ENV NODE_ENV=production PROD_ACCESS_DATABASE=/data/prod-access.db \
  PROD_ACCESS_CONFIG=/config/prod-access.yml PROD_ACCESS_SOCKET=/data/prod-access.sock \
  SQLITE_TMPDIR=/data
USER 65532:65532
# Whether it lives, not whether its chats do: platforms kill by it, and access ends all the same.
# `revoke-only` opens no port: run it with --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "bin/prod-access.mjs", "health"]
CMD ["node", "bin/prod-access.mjs", "serve"]
