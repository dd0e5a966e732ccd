export const help = `contract-tests: proves a server of the message endpoints, and the client, against the documented rules.

Usage: contract-tests --url <base> [flags]
       contract-tests client --command "<shell command>" | --listen <port> [flags]: a client, in any language;
                             contract-tests client --help says more
       contract-tests report --stub <url> --namespace <name>: what tests against the stub showed of their client

  --url <base>                 address before /v2/…, with the deployment's prefix
  --client-id <id>             sign requests as this client
  --private-key <file or key>  its RSA key: PEM or base64 PKCS#8
  --key-version <version>      version of that key; left out, the latest is meant
  --platform-public-key <…>    key that the server signs its answers with: PEM or base64
  --control-token <token>      token of the stub's control API, where it demands one
  --operation <name>           sendMessage or sendInbox, may be repeated: leaves out what belongs to the other one
  --header "Name: value"       goes with every request; may be repeated
  --rate <n>                   requests a second at most; 429 and traffic limits are waited out in any case
  --values <file.json>         { "sendMessage": { … }, "sendInbox": { … } }: properties that replace those of the
                               samples, for a server that knows only its own apps, tokens and templates; and how it
                               is made to answer a code: { "results": { "USER_NOT_SUBSCRIBED": { "sendMessage": {
                               "accessToken": "…" } }, "UNKNOWN_EXCEPTION": { … } } }
  --expected-failures <file>   one case id per line, # comments: may fail, and must not pass
  --only <glob>                run the cases whose id matches; may be repeated
  --skip <glob>                leave out the cases whose id matches; may be repeated
  --strict                     failures of level inferred and policy count as well
  --seed <number>              seed of the random sequences; a failure prints it
  --concurrency <number>       cases at a time, 8 unless told
  --json <file>                report as JSON
  --junit <file>               report as JUnit XML
  --html <file>                report as one HTML file
  --list                       print the ids of all cases, or of those that --only, --skip and --operation choose
  --help, --version

Case ids are <group>/<name>; groups: samples, boundaries, laws, signature, envelope; client where asked for.
A case is inconclusive when the server never took what it needed: nothing is proven by it, and nothing covered.
Exit codes: 0 passed; 1 a rule is broken, or an expected failure passes; 2 could not run, or the server went away;
130 and 143 after SIGINT and SIGTERM, the reports written.

Examples:
  contract-tests --url http://127.0.0.1:4010 --strict
  contract-tests --url https://open.example.com/api/open --client-id 2020… --private-key key.pem --html report.html
  contract-tests --url http://127.0.0.1:4010 --only 'laws/*' --skip 'laws/model' --json report.json
`;
