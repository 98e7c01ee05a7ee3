package io.throughline.core.mask;

import java.util.ArrayList;
import java.util.List;

/**
 * A made-up secret of every shape, in the text around it that the shape needs. They are put together from pieces, so that nobody who
 * looks for secrets in this repository finds one.
 */
public final class SecretSamples {
    static final String ALNUM = "aZ3kQ9mT7xW2bR8vN4cY6pL1sD5fG0hJ";
    static final String UPPER = "Q7ZK3M2XW5RB6VN4";
    static final String HEX = "3f9a0c7e51bd2846";

    private static final List<Sample> ALL = all();

    private SecretSamples() {}

    /**
     * One of them.
     *
     * @param shape its name
     * @param before what stands before the secret, and must remain
     * @param secret what must not remain
     * @param after what stands behind it, and must remain
     */
    public record Sample(String shape, String before, String secret, String after) {
        public String text() {
            return before + secret + after;
        }

        public String masked() {
            return before + "[masked:" + shape + "]" + after;
        }

        @Override
        public String toString() {
            return shape + " " + before;
        }
    }

    public static List<Sample> samples() {
        return ALL;
    }

    /** So many characters of these, again and again. */
    static String body(String chars, int length) {
        return chars.repeat(length / chars.length() + 1).substring(0, length);
    }

    private static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (Tokens.Token token : Tokens.ALL) {
            for (String prefix : token.prefixes()) {
                samples.add(new Sample(token.name(), "sent ", prefix + body(token), " to them"));
            }
        }
        headers(samples);
        pairs(samples);
        texts(samples);
        return List.copyOf(samples);
    }

    private static String body(Tokens.Token token) {
        String chars = ALNUM;
        if (token.set() == Chars.UPPER) {
            chars = UPPER;
        } else if (token.set() == Chars.LOWER_HEX || token.set() == Chars.HEX) {
            chars = HEX;
        }
        return body(chars, token.min());
    }

    private static void headers(List<Sample> samples) {
        String basic = "dXNl" + "cjpo" + "dW50" + "ZXIy";
        add(samples, "bearer", "Authorization: Bearer ", "abc.def-" + body(ALNUM, 20), "");
        add(samples, "bearer", "retrying with bearer ", body(ALNUM, 24), ", second time");
        add(samples, "basic-auth", "Authorization: Basic ", basic, "");
        add(samples, "basic-auth", "curl -H 'Basic ", basic, "' failed");
        add(
                samples,
                "digest-auth",
                "Proxy-Authorization: Digest ",
                "username=\"anna\", realm=\"the shop\", nonce=\"4f\", response=\"" + body(HEX, 32) + "\"",
                " from 10.0.0.1");
        String credential = "Credential=" + body(UPPER, 12) + "/20261122/eu-central-1/s3/aws4_request";
        add(
                samples,
                "aws-signature",
                "authorization: AWS4-HMAC-SHA256 ",
                credential + ", SignedHeaders=host;x-amz-date, Signature=" + body(HEX, 64),
                " host: x");
        add(samples, "negotiate-auth", "Authorization: Negotiate ", "YIIK" + body(ALNUM, 40) + "==", "");
        add(
                samples,
                "hawk-auth",
                "Authorization: Hawk ",
                "id=\"dh37\", ts=\"1353832234\", mac=\"" + body(ALNUM, 20) + "\"",
                "");
        add(samples, "oauth-header", "Authorization: OAuth ", "oauth_token=\"" + body(ALNUM, 20) + "\"", "");
        add(samples, "azure-shared-key-header", "Authorization: SharedKey ", "store:" + body(ALNUM, 43) + "=", "");
        add(samples, "okta-token", "Authorization: SSWS ", "00" + body(ALNUM, 40), "");
        add(
                samples,
                "discord-token",
                "Authorization: Bot ",
                "MTk4" + body(ALNUM, 20) + ".Cl2" + "FMQ." + body(ALNUM, 27),
                "");
        add(samples, "authorization", "Authorization: Token ", body(ALNUM, 40), "");
        add(samples, "cookie", "Cookie: ", "sid=" + body(ALNUM, 12) + "; theme=dark", "");
        add(samples, "cookie", "set-cookie: ", "sid=" + body(ALNUM, 12) + "; Path=/", "");
        add(samples, "cookie", "{\"Set-Cookie\":[\"", "sid=" + body(ALNUM, 12) + "; Path=/; HttpOnly", "\"]}");
        add(samples, "api-key", "X-Api-Key: ", body(ALNUM, 24), "");
        add(samples, "authorization", "{\"authorization\":\"", body(ALNUM, 24), "\"}");
        add(samples, "bearer", "{\"Authorization\":[\"Bearer ", body(ALNUM, 24), "\"]}");
    }

    private static void pairs(List<Sample> samples) {
        for (Keys.Key key : Keys.ALL) {
            for (String name : key.names()) {
                String plain = name.startsWith("^") ? name.substring(1) : name;
                String secret = switch (key.rule()) {
                    case PASSWORD -> "hunter2";
                    case DIGITS -> "4711";
                    default -> body(ALNUM, 44);
                };
                if (key.rule() != Keys.Rule.NEVER
                        && key.rule() != Keys.Rule.COOKIES
                        && key.rule() != Keys.Rule.CREDENTIALS) {
                    add(samples, key.shape(), "{\"a\":1,\"" + plain + "\":\"", secret, "\",\"b\":\"c\"}");
                    add(samples, key.shape(), "/login?a=b&" + plain + "=", secret, "&c=d");
                }
            }
        }
        add(
                samples,
                "password",
                "{\"log\":\"{\\\"password\\\":\\\"",
                "hun\\\\\\\"ter2",
                "\\\",\\\"user\\\":\\\"anna\\\"}\\n\"}");
        add(samples, "password", "{\\u0022password\\u0022:\\u0022", "hunter2", "\\u0022,\\u0022a\\u0022:1}");
        add(samples, "password", "q=%7B%22password%22%3A%22", "hunter2", "%22%2C%22a%22%3A1%7D");
        add(samples, "password", "body=user%3Danna%26password%3D", "hunter2", "%26x%3Dy");
        add(samples, "password", "User(name=anna, password=", "hunter2", ", roles=[admin])");
        add(samples, "password", "{'user': 'anna', 'password': '", "hunter2", "'}");
        add(samples, "password", "{:user=>\"anna\", \"password\"=>\"", "hunter2", "\"}");
        add(samples, "password", "DB_PASSWORD=", "hunter2", "");
        add(samples, "password", "spring.datasource.password: ", "hunter2", "");
        add(samples, "password", "map[password:", "hunter2", " user:anna]");
        add(samples, "password", "<user>anna</user><password>", "hunter2", "</password>");
        add(samples, "password", "mysql --user anna --password ", "hunter2", " shop");
        add(samples, "password", "Server=db;User Id=sa;Password=", "hunter2", ";Database=shop");
        add(samples, "password", "{\"password\" : \"", "{cipher}AQB\\/x==", "\"}");
        add(samples, "secret", "client secret=", body(ALNUM, 8), "");
        add(samples, "client-secret", "{\"clientSecret\":\"", body(ALNUM, 8), "\"}");
        add(samples, "access-token", "GET /callback#access_token=", body(ALNUM, 30), "&token_type=bearer");
        add(
                samples,
                "azure-sas",
                "https://shop.blob.example/x?sv=2022-11-02&sr=b&sig=",
                body(ALNUM, 40) + "%3D",
                "&se=2026");
        add(samples, "azure-storage-key", "AccountName=shop;AccountKey=", body(ALNUM, 86) + "==", ";EndpointSuffix=x");
        add(samples, "auth-token", "//registry.example/:_authToken=", body(ALNUM, 20), "");
    }

    private static void texts(List<Sample> samples) {
        String part = "eyJhbGciOi" + body(ALNUM, 20);
        add(samples, "jwt", "got ", part + ".eyJzdWIi" + body(ALNUM, 20) + "." + body(ALNUM, 43), " from them");
        add(samples, "url-password", "connecting to postgres://anna:", "hun:t@er2", "@db.example:5432/shop");
        add(samples, "url-password", "{\"url\":\"amqp:\\/\\/x\",\"b\":\"redis://:", "hunter2", "@cache:6379/0\"}");
        add(samples, "telegram-bot-token", "POST /bot", body("12345678", 9) + ":AA" + body(ALNUM, 33), "/sendMessage");
        add(samples, "card", "paid with ", "4111" + " 1111 " + "1111" + " 1111", " today");
        add(samples, "card", "paid with ", "5500" + "-0055-" + "5555" + "-5559", ".");
        add(samples, "card", "{\"pan\":\"", "3782" + "822463" + "10005", "\"}");
        add(samples, "card", "card=", "4222" + "222222" + "222", ";");
        add(samples, "card", "PAN ", "6011" + "0009" + "9013" + "9424", " 12/27");
        add(samples, "card", "PAN ", "4111" + " 1111 " + "1111" + " 1111", " 12/27");
        add(samples, "iban", "paid to ", "DE89" + "3704" + "0044" + "0532" + "0130" + "00", ", thanks");
        add(samples, "iban", "paid to ", "GB29 " + "NWBK " + "6016 " + "1331 " + "9268 " + "19", ", thanks");
        add(samples, "iban", "paid to ", "NL91 " + "ABNA " + "0417 " + "1643 " + "00", ".");
        String key = "MIIEow" + body(ALNUM, 58) + "\\n" + body(ALNUM, 30) + "==";
        String begin = "-----BEGIN " + "RSA PRIVATE KEY-----";
        String end = "-----END " + "RSA PRIVATE KEY-----";
        add(samples, "pem-private-key", "loaded " + begin + "\\n", key, "\\n" + end + " it");
        add(
                samples,
                "pem-private-key",
                "{\"private\":\"" + begin.replace("RSA ", "") + "\\n",
                key,
                "\\n" + end.replace("RSA ", "") + "\\n\"}");
        add(
                samples,
                "pem-private-key",
                "loaded " + begin.replace("RSA", "OPENSSH") + " ",
                body(ALNUM, 70),
                " " + end.replace("RSA", "OPENSSH"));
    }

    private static void add(List<Sample> samples, String shape, String before, String secret, String after) {
        samples.add(new Sample(shape, before, secret, after));
    }
}
