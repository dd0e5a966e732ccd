<?php
// A backend in PHP: its curl and openssl extensions.
$paths = ["sendMessage" => "/v2/miniprogram/message/send", "sendInbox" => "/v2/messages/sendInbox"];
$url = getenv("CONTRACT_BASE_URL") . $paths[getenv("CONTRACT_OPERATION")];
$uri = parse_url($url, PHP_URL_PATH);
$clientId = getenv("CONTRACT_CLIENT_ID");
$key = fn(string $name) => getenv($name) ? file_get_contents(getenv($name)) : null;
$ownKey = $key("CONTRACT_PRIVATE_KEY");
$platformKey = $key("CONTRACT_PLATFORM_PUBLIC_KEY");
$content = fn(string $time, string $body) => "POST $uri\n$clientId.$time.$body";

// true: the platform vouches for it; false: nobody does; null: somebody else does.
$genuine = function (array $headers, string $body) use ($platformKey, $clientId, $content): ?bool {
    $signature = $headers["signature"] ?? null;
    $time = $headers["response-time"] ?? null;
    if ($platformKey === null || ($signature === null && $time === null)) return $platformKey === null;
    if ($signature === null || $time === null || ($headers["client-id"] ?? $clientId) !== $clientId) return null;
    if (!preg_match('/(?:^|,)\s*signature\s*=\s*([^,\s]+)/i', $signature, $found)) return null;
    return openssl_verify($content($time, $body), base64_decode(rawurldecode($found[1])), $platformKey, "sha256") === 1 ?: null;
};
$attempt = function (string $body) use ($url, $clientId, $ownKey, $content, $genuine): array {
    $time = (new DateTime("now", new DateTimeZone("UTC")))->format("Y-m-d\TH:i:s.vP");
    $sent = ["Content-Type: application/json; charset=UTF-8", "Client-Id: $clientId", "Request-Time: $time"];
    if ($ownKey !== null) {
        openssl_sign($content($time, $body), $signature, $ownKey, "sha256");
        $version = getenv("CONTRACT_KEY_VERSION");
        $sent[] = "Signature: algorithm=RSA256, keyVersion=$version, signature=" . rawurlencode(base64_encode($signature));
    }
    $headers = [];
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_HTTPHEADER => $sent,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT_MS => 3000,
        CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$headers): int {
            [$name, $value] = explode(":", $line, 2) + [1 => ""];
            $headers[strtolower($name)] = trim($value);
            return strlen($line);
        },
    ]);
    $text = curl_exec($curl);
    $outcome = ["status" => "unknown", "pause" => (int) ($headers["retry-after"] ?? 0)];
    if ($text === false || curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) return $outcome;
    $trusted = $genuine($headers, $text);
    $answer = json_decode($text, true);
    $status = ["S" => "succeeded", "A" => "accepted", "F" => "failed"][$answer["result"]["resultStatus"] ?? ""] ?? "unknown";
    // The gateway cannot sign a refusal for somebody it does not know; a success that nobody signed proves nothing.
    if ($trusted === null || (!$trusted && $status !== "failed")) return $outcome;
    $result = ["status" => $status, "resultCode" => $answer["result"]["resultCode"] ?? null];
    return $result + ["messageId" => $answer["messageId"] ?? null] + $outcome;
};
$body = json_encode(json_decode(file_get_contents("php://stdin")));
for ($tries = 0; $tries < 3; $tries++) {
    if ($tries > 0) usleep((int) (1e6 * max($outcome["pause"], 0.2 * 2 ** $tries)));
    $outcome = $attempt($body);
    if ($outcome["status"] !== "unknown" && $outcome["resultCode"] !== "REQUEST_TRAFFIC_EXCEED_LIMIT") break;
}
echo json_encode($outcome), "\n";
