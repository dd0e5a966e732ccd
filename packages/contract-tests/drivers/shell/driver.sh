#!/bin/sh
# A backend in POSIX sh: curl and openssl.
case $CONTRACT_OPERATION in
  sendMessage) path=/v2/miniprogram/message/send ;;
  *) path=/v2/messages/sendInbox ;;
esac
url=$CONTRACT_BASE_URL$path
uri=/${url#*://*/}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
printf %s "$CONTRACT_REQUEST" >"$work/request"

content() { printf 'POST %s\n%s.%s.' "$uri" "$CONTRACT_CLIENT_ID" "$1" && cat "$2"; }
header() { tr -d '\r' <"$work/headers" | sed -n "s/^$1: *//Ip" | tail -n 1; }
field() { tr -d '\n' <"$work/answer" | sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }

# Prints yes when the platform vouches for the answer, no when nobody does, and nothing when somebody else does.
genuine() {
  [ -n "$CONTRACT_PLATFORM_PUBLIC_KEY" ] || { echo yes && return; }
  signature=$(header signature) && time=$(header response-time) && client=$(header client-id)
  [ -n "$signature$time" ] || { echo no && return; }
  [ -n "$time" ] && [ "${client:-$CONTRACT_CLIENT_ID}" = "$CONTRACT_CLIENT_ID" ] || return
  printf %s "$signature" | tr ',' '\n' | tr -d ' \t' | sed -n 's/^signature=//Ip' |
    sed 's/%2b/+/Ig; s/%2f/\//Ig; s/%3d/=/Ig' | openssl base64 -d -A >"$work/signature"
  content "$time" "$work/answer" |
    openssl dgst -sha256 -verify "$CONTRACT_PLATFORM_PUBLIC_KEY" -signature "$work/signature" >/dev/null 2>&1 && echo yes
}

attempt() {
  time=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  set -- -H 'Content-Type: application/json; charset=UTF-8' -H "Client-Id: $CONTRACT_CLIENT_ID" -H "Request-Time: $time"
  if [ -n "$CONTRACT_PRIVATE_KEY" ]; then
    signature=$(content "$time" "$work/request" | openssl dgst -sha256 -sign "$CONTRACT_PRIVATE_KEY" | openssl base64 -A |
      sed 's/+/%2B/g; s/\//%2F/g; s/=/%3D/g')
    set -- "$@" -H "Signature: algorithm=RSA256, keyVersion=$CONTRACT_KEY_VERSION, signature=$signature"
  fi
  code= outcome=unknown pause=
  http=$(curl -s --max-time 3 "$@" --data-binary "@$work/request" -D "$work/headers" -o "$work/answer" -w '%{http_code}' "$url") || return
  pause=$(header retry-after)
  trusted=$(genuine)
  [ "$http" = 200 ] && [ -n "$trusted" ] || return
  case $(tr -d ' \n\t' <"$work/answer") in '{'*'}') ;; *) return ;; esac
  code=$(field resultCode)
  case $(field resultStatus)$trusted in Syes) outcome=succeeded ;; Ayes) outcome=accepted ;; F*) outcome=failed ;; esac
}

for tries in 0 1 2; do
  # Whole seconds, so that no two attempts have one Request-Time.
  [ "$tries" = 0 ] || sleep "$([ "${pause:-0}" -gt "$tries" ] && echo "$pause" || echo "$tries")"
  attempt
  [ "$outcome" = unknown ] || [ "$code" = REQUEST_TRAFFIC_EXCEED_LIMIT ] || break
done
[ "$outcome" = succeeded ] && message=$(field messageId)
printf '{"status":"%s","resultCode":"%s"%s}\n' "$outcome" "$code" "${message:+,\"messageId\":\"$message\"}"
