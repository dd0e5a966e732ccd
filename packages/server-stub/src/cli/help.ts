const bold = (text: string, isColoured: boolean): string => (isColoured ? `\u001B[1m${text}\u001B[22m` : text);

/** The text of `--help`. */
export const helpText = (isColoured: boolean): string => {
  const title = (text: string): string => bold(text, isColoured);
  return `The message endpoints of the Mini Program Platform in one process.

${title("Usage")}
  server-stub [flags]          serve until SIGTERM or SIGINT
  server-stub keygen           print a key pair and its configuration
  server-stub check <store>    test a store for damage and say what is in it; exit 0 sound, 1 not

${title("Flags")} (each with its environment variable)
  --port <number>        PORT        port to listen on; 0 takes a free one (4010)
  --host <address>       HOST        address to listen on; any but loopback asks for a token (127.0.0.1)
  --store <url>          STORE       memory, sqlite:<file> or postgres://… (sqlite:.server-stub/stub.db)
  --config <file>        CONFIG      configuration, YAML or JSON
  --prefix <path>        PREFIX      exact path before /v2/, such as /api/open (any is taken)
  --allow-host <name>    ALLOW_HOST  answer this Host header as well; may be repeated
  --log-level <level>    LOG_LEVEL   silent, error, warn, info or debug, as JSON lines on stderr (warn)
  --version, -v          print the version
  --help, -h             print this text

${title("Examples")}
  server-stub --store memory
  server-stub --port 0 --config stub.yaml
  server-stub --store postgres://stub@db.internal/stub --host 0.0.0.0
  server-stub keygen > keys.txt

${title("Exit codes")}
  0 stopped as told, 1 could not start: one line on stderr says what to mend

${title("Then")}
  curl -s http://127.0.0.1:4010/_stub/health
  open http://127.0.0.1:4010/ for the inbox page, /docs for the documentation
`;
};
