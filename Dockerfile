# The image of one instance. compose.yaml runs several of them; scripts/deploy/dockerfile.slow.test.ts runs these very
# steps without a Docker engine. The tag is the Node that the tests run with, and a test holds the two together.
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build

FROM node:24.21.0-bookworm-slim AS production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
RUN npm cache clean --force

FROM node:24.21.0-bookworm-slim
# The user is a number, so that whoever runs the image sees that it is not root; HOME is where npm may write.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data HOME=/tmp NO_UPDATE_NOTIFIER=1
WORKDIR /app
# Photos in work and the lock of this instance; the rest of the file system can be read-only.
RUN install -d -o 10001 -g 10001 -m 700 /data
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY scripts/run.js ./scripts/run.js
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/livez', { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
