"""A backend in Python: the standard library and `cryptography`."""
import base64, json, os, re, signal, sys, time, urllib.parse
from datetime import datetime, timezone
from http.client import HTTPConnection, HTTPException
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
env = os.environ
PATHS = {"sendMessage": "/v2/miniprogram/message/send", "sendInbox": "/v2/messages/sendInbox"}
BASE = urllib.parse.urlsplit(env["CONTRACT_BASE_URL"])
URI = BASE.path + PATHS[env["CONTRACT_OPERATION"]]
CLIENT = env["CONTRACT_CLIENT_ID"]
key = lambda name, load: load(open(env[name], "rb").read()) if name in env else None
OWN = key("CONTRACT_PRIVATE_KEY", lambda pem: serialization.load_pem_private_key(pem, None))
PLATFORM = key("CONTRACT_PLATFORM_PUBLIC_KEY", serialization.load_pem_public_key)
content = lambda at, body: f"POST {URI}\n{CLIENT}.{at}.".encode() + body

def genuine(answer, body):
    """True: the platform vouches for it; False: nobody does; an error: somebody else does."""
    header, at = answer.getheader("signature"), answer.getheader("response-time")
    if PLATFORM is None or not (header or at):
        return PLATFORM is None
    found = re.search(r"(?:^|,)\s*signature\s*=\s*([^,\s]+)", header or "", re.I)
    if not (found and at) or answer.getheader("client-id", CLIENT) != CLIENT:
        raise InvalidSignature
    PLATFORM.verify(base64.b64decode(urllib.parse.unquote(found[1])), content(at, body), PKCS1v15(), hashes.SHA256())
    return True

def attempt(body):
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    headers = {"Content-Type": "application/json; charset=UTF-8", "Client-Id": CLIENT, "Request-Time": at}
    if OWN:
        signature = urllib.parse.quote(base64.b64encode(OWN.sign(content(at, body), PKCS1v15(), hashes.SHA256())), safe="")
        headers["Signature"] = f"algorithm=RSA256, keyVersion={env['CONTRACT_KEY_VERSION']}, signature={signature}"
    signal.alarm(3)  # Covers the whole answer; a socket's own timeout begins anew with each byte.
    connection = HTTPConnection(BASE.netloc)
    connection.request("POST", URI, body, headers)
    answer = connection.getresponse()
    pause, text = float(answer.getheader("retry-after", 0)), answer.read()
    if answer.status != 200:
        return {"status": "unknown"}, pause
    trusted, parsed = genuine(answer, text), json.loads(text)
    # The gateway cannot sign a refusal for somebody it does not know; a success that nobody signed proves nothing.
    known = {"S": "succeeded", "A": "accepted", "F": "failed"} if trusted else {"F": "failed"}
    status = known.get(parsed["result"]["resultStatus"], "unknown")
    return {"status": status, "messageId": parsed.get("messageId"), "resultCode": parsed["result"]["resultCode"]}, pause

signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError()))
pause, body = 0, json.dumps(json.load(sys.stdin.buffer), ensure_ascii=False).encode()
for tries in range(3):
    time.sleep(max(pause, 0.2 * 2**tries if tries else 0))
    try:
        outcome, pause = attempt(body)
    except (OSError, HTTPException, InvalidSignature, ValueError, KeyError, TypeError):
        outcome, pause = {"status": "unknown"}, 0
    signal.alarm(0)
    if outcome["status"] != "unknown" and outcome["resultCode"] != "REQUEST_TRAFFIC_EXCEED_LIMIT":
        break
print(json.dumps(outcome))
