export const clientHelp = `contract-tests client: proves a client of the message endpoints, in any language, against the documented rules.

Usage: contract-tests client --command "<shell command>" [flags]
       contract-tests client --listen <port> [flags]

  --command <shell command>    run once for each scenario, with CONTRACT_SCENARIO, CONTRACT_OPERATION,
                               CONTRACT_BASE_URL (goes before /v2/…), CONTRACT_CLIENT_ID, CONTRACT_KEY_VERSION,
                               CONTRACT_PRIVATE_KEY and CONTRACT_PLATFORM_PUBLIC_KEY (paths of PEM files) and
                               CONTRACT_REQUEST (JSON; the same on standard input). It sends the request and prints
                               as its last line {"status":"succeeded|accepted|failed|unknown","messageId"?,"resultCode"?};
                               without such a line only what crossed the wire is judged
  --listen <port>              for a backend that is running: it asks GET /_scenarios/next for
                               { id, operation, baseUrl, request, clientId, keyVersion, privateKey, platformPublicKey }
                               (204 when all are done) and posts that line to /_scenarios/{id}/outcome
  --operation <name>           sendMessage or sendInbox, may be repeated: leaves out what belongs to the other one
  --scenario <glob>            play the scenarios whose id matches; may be repeated
  --unsigned                   no keys: leaves out what is about signatures
  --expected-failures <file>   one id per line: may fail, and must not pass
  --strict                     failures of level inferred and policy count as well
  --timeout <s>                seconds for one run of the client, 45 unless told
  --concurrency <number>       scenarios at a time, 8 unless told (--listen: all)
  --json <file>                report as JSON
  --junit <file>               report as JUnit XML
  --html <file>                report as one HTML file
  --list                       print the ids of the scenarios; --operation and --scenario choose among them
  --help, --version

Exit codes: 0 passed; 1 a rule is broken; 2 could not run.

Examples:
  contract-tests client --command 'python3 driver.py' --strict
  contract-tests client --command 'java -jar backend.jar send' --operation sendMessage --junit client.xml
  contract-tests client --listen 4600 --unsigned
`;
