# The server stub: docker build --tag server-stub . && docker run --publish 4010:4010 --env STUB_TOKEN=<16 characters or more> server-stub
FROM node:24-slim AS build
WORKDIR /source
COPY . .
RUN npm run pack --silent \
 && mkdir /app && cd /app && npm init --yes >/dev/null \
 && npm install --omit=dev --no-audit --no-fund /source/tarballs/miniprogram-messages-signature-*.tgz /source/tarballs/miniprogram-messages-server-stub-*.tgz

FROM node:24-slim
ENV NODE_ENV=production \
    STUB_HOST=0.0.0.0 \
    STUB_PORT=4010 \
    STUB_STORE=sqlite:/data/stub.db
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
VOLUME /data
# A stub.yaml mounted here is taken by itself.
WORKDIR /data
USER node
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.STUB_PORT}/_stub/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "/app/node_modules/@miniprogram-messages/server-stub/dist/cli.js"]
