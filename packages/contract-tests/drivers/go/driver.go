// A backend in Go: its standard library. Short here on purpose; gofmt makes it longer.

package main
import ("bytes"; "crypto"; "crypto/rand"; "crypto/rsa"; "crypto/sha256"; "crypto/x509"; "encoding/base64"; "encoding/json"; "encoding/pem"; "io"; "net/http"; "net/url"; "os"; "regexp"; "strconv"; "time")
var path = map[string]string{"sendMessage": "/v2/miniprogram/message/send", "sendInbox": "/v2/messages/sendInbox"}[os.Getenv("CONTRACT_OPERATION")]
var address, _ = url.Parse(os.Getenv("CONTRACT_BASE_URL") + path)
var clientID, version, own, platform = os.Getenv("CONTRACT_CLIENT_ID"), os.Getenv("CONTRACT_KEY_VERSION"), key("CONTRACT_PRIVATE_KEY"), key("CONTRACT_PLATFORM_PUBLIC_KEY")
var signaturePart = regexp.MustCompile(`(?i)(?:^|,)\s*signature\s*=\s*([^,\s]+)`)
var client = http.Client{Timeout: 3 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
type answer struct { MessageID string; Result struct{ ResultCode, ResultStatus string } }
type outcome struct { Status string `json:"status"`; MessageID string `json:"messageId,omitempty"`; ResultCode string `json:"resultCode,omitempty"` }
func key(name string) any {
	text, _ := os.ReadFile(os.Getenv(name))
	block, _ := pem.Decode(text)
	if block == nil { return nil }
	if private, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil { return private }
	public, _ := x509.ParsePKIXPublicKey(block.Bytes)
	return public
}
func digest(at string, body []byte) []byte {
	sum := sha256.Sum256([]byte("POST " + address.Path + "\n" + clientID + "." + at + "." + string(body)))
	return sum[:]
}
// genuine: "yes" when the platform vouches for it, "no" when nobody does, "" when somebody else does.
func genuine(h http.Header, body []byte) string {
	found, at, echo := signaturePart.FindStringSubmatch(h.Get("signature")), h.Get("response-time"), h.Get("client-id")
	if platform == nil { return "yes" } else if h.Get("signature") == "" && at == "" { return "no" }
	if found == nil || at == "" || (echo != "" && echo != clientID) { return "" }
	text, _ := url.PathUnescape(found[1])
	signature, _ := base64.StdEncoding.DecodeString(text)
	return map[bool]string{true: "yes"}[rsa.VerifyPKCS1v15(platform.(*rsa.PublicKey), crypto.SHA256, digest(at, body), signature) == nil]
}
func attempt(body []byte) (result outcome, pause int, err error) {
	at := time.Now().UTC().Format("2006-01-02T15:04:05.000Z07:00")
	request, _ := http.NewRequest("POST", address.String(), bytes.NewReader(body))
	request.Header = http.Header{"Content-Type": {"application/json; charset=UTF-8"}, "Client-Id": {clientID}, "Request-Time": {at}}
	if own != nil {
		signature, _ := rsa.SignPKCS1v15(rand.Reader, own.(*rsa.PrivateKey), crypto.SHA256, digest(at, body))
		request.Header.Set("Signature", "algorithm=RSA256, keyVersion="+version+", signature="+url.QueryEscape(base64.StdEncoding.EncodeToString(signature)))
	}
	response, err := client.Do(request)
	if err != nil { return }
	text, err := io.ReadAll(response.Body)
	pause, _ = strconv.Atoi(response.Header.Get("Retry-After"))
	trusted, parsed := genuine(response.Header, text), answer{}
	if err != nil || response.StatusCode != 200 || trusted == "" || json.Unmarshal(text, &parsed) != nil { return }
	status := map[string]string{"Syes": "succeeded", "Ayes": "accepted", "Fyes": "failed", "Fno": "failed"}[parsed.Result.ResultStatus+trusted]
	return outcome{status, parsed.MessageID, parsed.Result.ResultCode}, pause, nil
}
func main() {
	body, _ := json.Marshal(json.RawMessage(os.Getenv("CONTRACT_REQUEST")))
	result, pause, _ := attempt(body)
	for tries := 1; tries < 3 && (result.Status == "" || result.ResultCode == "REQUEST_TRAFFIC_EXCEED_LIMIT"); tries++ {
		time.Sleep(time.Duration(pause)*time.Second + 200*time.Millisecond<<tries)
		result, pause, _ = attempt(body)
	}
	if result.Status == "" { result.Status = "unknown" }
	json.NewEncoder(os.Stdout).Encode(result)
}
