// A backend in Java 17: its standard library. A real one reads JSON with its own library; here a pattern has to do.
import java.net.*;
import java.net.http.*;
import java.nio.file.*;
import java.security.*;
import java.security.spec.*;
import java.util.*;
import static java.nio.charset.StandardCharsets.UTF_8;
public class Driver {
  static final Map<String, String> PATHS = Map.of("sendMessage", "/v2/miniprogram/message/send", "sendInbox", "/v2/messages/sendInbox");
  static final URI ADDRESS = URI.create(System.getenv("CONTRACT_BASE_URL") + PATHS.get(System.getenv("CONTRACT_OPERATION")));
  static final String CLIENT = System.getenv("CONTRACT_CLIENT_ID"), KEY = System.getenv("CONTRACT_PRIVATE_KEY"), PLATFORM = System.getenv("CONTRACT_PLATFORM_PUBLIC_KEY");
  static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();
  static String status, code, messageId; static long pause;
  static byte[] der(String file) throws Exception { return Base64.getMimeDecoder().decode(Files.readString(Path.of(file)).replaceAll("-----[^-]*-----", "")); }
  static byte[] content(String time, byte[] body) { return ("POST " + ADDRESS.getRawPath() + "\n" + CLIENT + "." + time + "." + new String(body, UTF_8)).getBytes(UTF_8); }
  static String first(String pattern, String text) { var found = java.util.regex.Pattern.compile(pattern).matcher(text); return found.find() ? found.group(1) : ""; }
  /** "yes" when the platform vouches for it, "no" when nobody does, "" when somebody else does. */
  static String genuine(HttpHeaders headers, byte[] body) throws Exception {
    if (PLATFORM == null) return "yes";
    String header = headers.firstValue("signature").orElse(""), time = headers.firstValue("response-time").orElse("");
    if (header.isEmpty() && time.isEmpty()) return "no";
    if (header.isEmpty() || time.isEmpty() || !headers.firstValue("client-id").orElse(CLIENT).equals(CLIENT)) return "";
    String raw = first("(?i)(?:^|,)\\s*signature\\s*=\\s*([^,\\s]+)", header);
    var verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(PLATFORM))));
    verifier.update(content(time, body));
    return verifier.verify(Base64.getDecoder().decode(raw.contains("%") ? URLDecoder.decode(raw, UTF_8) : raw)) ? "yes" : "";
  }
  static void attempt(byte[] body) throws Exception {
    status = "unknown"; code = ""; messageId = ""; pause = 0;
    String time = java.time.Instant.now().toString();
    var request = HttpRequest.newBuilder(ADDRESS).header("Content-Type", "application/json; charset=UTF-8").header("Client-Id", CLIENT).header("Request-Time", time);
    if (KEY != null) {
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(KEY))));
      signer.update(content(time, body));
      String signature = URLEncoder.encode(Base64.getEncoder().encodeToString(signer.sign()), UTF_8);
      request.header("Signature", "algorithm=RSA256, keyVersion=" + System.getenv("CONTRACT_KEY_VERSION") + ", signature=" + signature);
    }
    // HttpRequest.timeout ends with the headers; this one covers the body.
    var answer = HTTP.sendAsync(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), HttpResponse.BodyHandlers.ofByteArray()).get(3, java.util.concurrent.TimeUnit.SECONDS);
    pause = 1000 * answer.headers().firstValueAsLong("retry-after").orElse(0);
    String trusted = genuine(answer.headers(), answer.body()), text = new String(answer.body(), UTF_8).strip();
    if (answer.statusCode() != 200 || trusted.isEmpty() || !text.startsWith("{") || !text.endsWith("}")) return;
    code = first("\"resultCode\"\\s*:\\s*\"([^\"]*)\"", text);
    messageId = first("\"messageId\"\\s*:\\s*\"([^\"]*)\"", text);
    status = Map.of("Syes", "succeeded", "Ayes", "accepted", "Fyes", "failed", "Fno", "failed").getOrDefault(first("\"resultStatus\"\\s*:\\s*\"([^\"]*)\"", text) + trusted, "unknown");
  }
  public static void main(String[] none) throws Exception {
    byte[] body = System.in.readAllBytes();
    for (int tries = 0; tries < 3; tries++) {
      if (tries > 0) Thread.sleep(Math.max(pause, 200L << tries));
      try { attempt(body); } catch (Exception unknown) { }
      if (!status.equals("unknown") && !code.equals("REQUEST_TRAFFIC_EXCEED_LIMIT")) break;
    }
    System.out.println("{\"status\":\"" + status + "\",\"resultCode\":\"" + code + "\"" + (messageId.isEmpty() ? "" : ",\"messageId\":\"" + messageId + "\"") + "}");
  }
}
