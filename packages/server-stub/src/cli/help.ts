import { SETTINGS, type Setting } from "./settings.js";

const bold = (text: string, isColoured: boolean): string => (isColoured ? `\u001B[1m${text}\u001B[22m` : text);

const flagLine = ({ flag, value, variable, meaning, initial }: Setting): string =>
  `  ${`--${flag} ${value}`.padEnd(22)} ${variable.padEnd(17)} ${meaning}${initial === undefined ? "" : ` (${initial})`}`;

/** The text of `--help`. */
export const helpText = (isColoured: boolean): string => {
  const title = (text: string): string => bold(text, isColoured);
  return `The message endpoints of the Mini Program Platform in one process.

${title("Usage")}
  server-stub [flags]                serve until SIGTERM or SIGINT
  server-stub init                   write a commented stub.yaml here
  server-stub keygen                 print a key pair and its configuration
  server-stub keygen --out <folder>  write merchant.pem, merchant.pub and a stub.yaml that demands signatures
  server-stub check <store>          test a store for damage and say what is in it; exit 0 sound, 1 not

${title("Flags")} (each with its environment variable)
${Object.values(SETTINGS).map(flagLine).join("\n")}
  --version, -v          print the version
  --help, -h             print this text

${title("Examples")}
  server-stub --store memory
  server-stub --port 0 --config stub.yaml
  server-stub --store postgres://stub@db.internal/stub --host 0.0.0.0
  server-stub --tls self-signed
  server-stub keygen --out keys && server-stub --config keys/stub.yaml

${title("Exit codes")}
  0 stopped as told, 1 could not start: one line on stderr says what to mend

${title("Then")}
  curl -s http://127.0.0.1:4010/_stub/health
  open http://127.0.0.1:4010/ for the inbox page, /docs for the documentation
`;
};
