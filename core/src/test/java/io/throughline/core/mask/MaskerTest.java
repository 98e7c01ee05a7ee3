package io.throughline.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.mask.SecretSamples.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskerTest {
    private final Masking masking = Masking.of(MaskConfig.DEFAULTS);

    @Test
    void knowsAHundredShapesAndHasASampleOfEach() {
        Set<String> shapes = new HashSet<>(Masking.shapes());
        SecretSamples.samples().forEach(sample -> shapes.remove(sample.shape()));

        assertThat(Masking.shapes()).hasSizeGreaterThan(150);
        assertThat(shapes).containsExactlyInAnyOrder("key", "email", "cpf", "dni", "nir");
    }

    @Test
    void masksEverySampleAndKeepsWhatIsAroundIt() {
        List<String> wrong = new ArrayList<>();
        for (Sample sample : SecretSamples.samples()) {
            String masked = mask(sample.text());
            if (!masked.equals(sample.masked())) {
                wrong.add(sample.text() + "\n  was masked as " + masked + "\n  not as        " + sample.masked());
            }
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    @Test
    void masksEverySampleWithinAJsonStringWithinADockerLine() {
        List<String> wrong = new ArrayList<>();
        for (Sample sample : SecretSamples.samples()) {
            String text = docker(json(sample.text()));
            String masked = mask(text);
            if (masked.contains(escape(escape(sample.secret()))) || masked.equals(text)) {
                wrong.add(text + "\n  was masked as " + masked);
            }
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }

    @Test
    void changesNothingTheSecondTime() {
        Random random = new Random(1);
        List<Sample> samples = SecretSamples.samples();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(4); j >= 0; j--) {
                String sample = samples.get(random.nextInt(samples.size())).text();
                int from = random.nextInt(sample.length());
                text.append(
                        random.nextBoolean()
                                ? sample
                                : sample.substring(from, from + random.nextInt(sample.length() - from)));
                text.append(" ,\"\\&:=[".charAt(random.nextInt(8)));
            }
            String once = mask(text.toString());
            assertThat(mask(once)).as(text.toString()).isEqualTo(once);
        }
    }

    @Test
    void changesNothingTheSecondTimeWithADigest() {
        Masking digests = Masking.of(new MaskConfig(true, true, true, Set.of(), Set.of(), "0123456789abcdef"));
        for (Sample sample : SecretSamples.samples()) {
            String once = mask(digests, sample.text());
            assertThat(mask(digests, once)).isEqualTo(once);
            assertThat(mask(once)).isEqualTo(once);
        }
    }

    @Test
    void leavesIdsDigestsPathsAndTimesAlone() {
        List<String> lines = List.of(
                "TraceID: 4bf92f3577b34da6a3ce929d0e0e4736 SpanID: 00f067aa0ba902b7",
                "{\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span.id\":\"00f067aa0ba902b7\"}",
                "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "order 123e4567-e89b-12d3-a456-426614174000 of 4111111111111112",
                "pulled nginx@sha256:" + SecretSamples.body(SecretSamples.HEX, 64),
                "container " + SecretSamples.body(SecretSamples.HEX, 64) + " started",
                "2026-11-22T10:00:00.123456789Z 1700000000000 1700000000000000 1700000000000000000",
                "GET /var/lib/docker/overlay2/" + SecretSamples.body(SecretSamples.ALNUM, 26) + "/merged",
                "body " + SecretSamples.body(SecretSamples.ALNUM, 300) + "==",
                "Unexpected token: } at 4",
                "token: expected a name",
                "max_tokens=4096 total_tokens: 12345",
                "password:",
                "\"password\":\"\"",
                "{\"password\":null,\"token\":true}",
                "password=*** token=[REDACTED]",
                "Bearer authentication is required",
                "Basic authentication is required",
                "PWD=/home/anna OLDPWD=/",
                "{\"msg\":\"enter your password:\",\"user\":\"anna\"}",
                "nextPageToken=abcdef0123456789",
                "auth::token::verify(x)",
                "if (password == null) return;",
                "https://user@example.com/a:b@c",
                "http://example.com:8080/x@y",
                "-----BEGIN CERTIFICATE-----\\nMIIB\\n",
                "secretName: shop-db, tokenReview",
                "sk-fading-circle",
                "0.4111111111111111");
        for (String line : lines) {
            assertThat(mask(line)).isEqualTo(line);
        }
    }

    @Test
    void handsBackTheSameArrayWhereNothingIsFound() {
        byte[] value = "10:00:00.123 INFO t.c.Travel#115 [query][Query TripResponse 4711]".getBytes(UTF_8);
        assertThat(masking.masker().mask(value)).isSameAs(value);
    }

    @Test
    void keepsJsonValidWhereANumberIsMasked() {
        assertThat(mask("{\"pin\":4711,\"a\":1}")).isEqualTo("{\"pin\":\"[masked:pin]\",\"a\":1}");
        assertThat(mask("{\\\"password\\\":4711}")).isEqualTo("{\\\"password\\\":\\\"[masked:password]\\\"}");
        String card = "4111" + "1111" + "1111" + "1111";
        assertThat(mask("{\"pan\": " + card + "}")).isEqualTo("{\"pan\": \"[masked:card]\"}");
        assertThat(mask("{\"pans\":[" + card + "," + card + "]}"))
                .isEqualTo("{\"pans\":[\"[masked:card]\",\"[masked:card]\"]}");
        assertThat(mask("pan:" + card + ", then")).isEqualTo("pan:[masked:card], then");
    }

    @Test
    void masksWhatTheOperatorNames() {
        MaskConfig config = new MaskConfig(
                true, false, false, Set.of("x-order-code", "geheimnis", "loyaltyNumber"), Set.of(), null);
        assertThat(mask(Masking.of(config), "x-order-code: ab \"Geheimnis\":\"y\" orderCode=1 loyalty_number=12"))
                .isEqualTo(
                        "x-order-code: [masked:key] \"Geheimnis\":\"[masked:key]\" orderCode=1 loyalty_number=[masked:key]");
    }

    @Test
    void leavesTheShapesThatAreToBeKept() {
        MaskConfig config = new MaskConfig(true, false, false, Set.of(), Set.of("session-id", "card"), null);
        String text = "session=0123456789abcdef card 4111" + "11111111" + "1111 password=";
        assertThat(mask(Masking.of(config), text + "abc")).isEqualTo(text + "[masked:password]");
    }

    @Test
    void masksPersonalDataOnlyWhereThatIsAsked() {
        MaskConfig config = new MaskConfig(true, true, true, Set.of(), Set.of(), null);
        String text = "anna.b+c@shop.example.com, password=hunter2 \\nbob@x.org 529.982.247-25 12345678Z a@b";
        assertThat(mask(text))
                .isEqualTo(
                        "anna.b+c@shop.example.com, password=[masked:password] \\nbob@x.org 529.982.247-25 12345678Z a@b");
        assertThat(mask(Masking.of(config), text))
                .isEqualTo(
                        "[masked:email], password=[masked:password] \\n[masked:email] [masked:cpf] [masked:dni] a@b");
    }

    @Test
    void givesOneSecretTheSameDigestWhereverItIs() {
        Masking digests = Masking.of(new MaskConfig(true, false, false, Set.of(), Set.of(), "0123456789abcdef"));
        String one = mask(digests, "password=hunter2");
        assertThat(one).matches("password=\\[masked:password:[0-9a-f]{8}]");
        assertThat(mask(digests, "{\"password\":\"hunter2\"}")).contains(one.substring(9));
        assertThat(mask(digests, "password=hunter3")).isNotEqualTo(one);
    }

    /** RFC 4231, test case 2. */
    @Test
    void digestsAsHmacSha256Does() {
        byte[] text = "what do ya want for nothing?".getBytes(UTF_8);
        byte[] digest = new SecretDigest("Jefe").of(text, 0, text.length);
        assertThat(HexFormat.of().formatHex(digest)).startsWith("5bdcc146bf60754e6a042426089575c7");
    }

    @Test
    void countsWhatItMasksByShape() {
        mask("password=a password=b");
        mask("pin=4711");
        assertThat(masking.counts().byShape()).isEqualTo(Map.of("password", 2L, "pin", 1L));
        assertThat(masking.counts().total()).isEqualTo(3);
    }

    @Test
    void masksTheLinesOfAPrivateKeyThatAreRecordsOfTheirOwn() {
        List<String> key = List.of(
                "-----BEGIN " + "RSA PRIVATE KEY-----",
                SecretSamples.body(SecretSamples.ALNUM, 64),
                "INFO another line",
                SecretSamples.body(SecretSamples.ALNUM, 62) + "/+",
                SecretSamples.body(SecretSamples.ALNUM, 22) + "==",
                "-----END " + "RSA PRIVATE KEY-----",
                SecretSamples.body(SecretSamples.ALNUM, 64));
        List<Integer> secret = List.of(1, 3, 4);
        for (String form : List.of(
                "%s",
                "{\"log\":\"%s\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-22T10:00:00Z\"}",
                "2026-11-22T10:00:00.123456789Z stdout F %s",
                "{\"host\":\"a\",\"message\":\"%s\"}")) {
            Masker masker = masking.masker();
            for (int i = 0; i < key.size(); i++) {
                String line = form.formatted(key.get(i));
                String expected = secret.contains(i) ? form.formatted("[masked:pem-private-key]") : line;
                assertThat(new String(masker.mask(line.getBytes(UTF_8)), UTF_8)).isEqualTo(expected);
            }
        }
        String together = String.join("\n", key);
        assertThat(mask(together)).contains("INFO another line", key.get(6)).doesNotContain(key.get(3), key.get(4));
    }

    @Test
    void givesAKeyUpWhoseEndDoesNotCome() {
        Masker masker = masking.masker();
        masker.mask(("-----BEGIN " + "PRIVATE KEY-----").getBytes(UTF_8));
        assertThat(masker.keyOpen()).isTrue();
        for (int i = 0; i < 65; i++) {
            masker.mask("something else".getBytes(UTF_8));
        }
        assertThat(masker.keyOpen()).isFalse();
    }

    @Test
    void putsStarsWhereMasksWouldMakeARecordTooLong() {
        String text = "pwd=y ".repeat(200_000);
        String masked = mask(text);
        assertThat(masked).hasSameSizeAs(text).doesNotContain("y").startsWith("pwd=* pwd=*");
        assertThat(mask(masked)).isEqualTo(masked);
    }

    private String mask(String text) {
        return mask(masking, text);
    }

    private static String mask(Masking masking, String text) {
        return new String(masking.masker().mask(text.getBytes(UTF_8)), UTF_8);
    }

    private static String json(String text) {
        return "{\"level\":\"INFO\",\"msg\":\"" + escape(text) + "\"}";
    }

    private static String docker(String text) {
        return "{\"log\":\"" + escape(text) + "\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-22T10:00:00Z\"}";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
