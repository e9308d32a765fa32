# What runs Rewind, and nothing else: no sources, no tests, no sandbox. test/house/container.test.ts lists what is in it.
# The base is node:24.20.0-bookworm-slim; docs/deploy.md tells how to renew the digest.
FROM node:24.20.0-bookworm-slim@sha256:ba849c60be29959425b8734d57b8b4b7d56f98edd9504c9af091d5281095a71e AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npx tsc -p tsconfig.build.json
RUN find dist -name "*.map" -delete
RUN rm -rf dist/.tsbuildinfo dist/sandbox dist/sandbox-mode.js dist/sandbox-worlds.js dist/serve-sandbox.js dist/tools/demo dist/tools/demo.js dist/tools/gallery dist/tools/cards.js dist/tools/sandbox.js dist/tools/package dist/tools/package.js
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:24.20.0-bookworm-slim@sha256:ba849c60be29959425b8734d57b8b4b7d56f98edd9504c9af091d5281095a71e
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=0:0 /app/package.json ./
COPY --from=build --chown=0:0 /app/node_modules ./node_modules
COPY --from=build --chown=0:0 /app/dist ./dist
# Nothing is ever written below /app: the file system may be read-only.
USER 1000:1000
EXPOSE 3978 8081
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HEALTH_PORT || 8081) + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
