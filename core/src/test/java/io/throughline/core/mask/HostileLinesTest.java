package io.throughline.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines of a megabyte that are made to be slow: many beginnings of secrets, and none of them one. */
class HostileLinesTest {
    private static final int BYTES = 1 << 20;
    private static final List<String> PIECES = List.of(
            "AKIA",
            "sk-",
            "sk- ",
            "eyJ",
            "eyJhbGciOiJIUzI1NiJ9.",
            "eyJhbGciOiJI-",
            "ghp_",
            "-----BEGIN ",
            "-----BEGIN PRIVATE KEY-----",
            "://",
            "://a:b",
            "@",
            "a@",
            "a@b.",
            "token=",
            "token=\"",
            "password=\\",
            "password=\"\\\\\"",
            "\\",
            "\\\"",
            "1",
            "1234 ",
            "4111 ",
            "4111-1111-",
            "DE89",
            "DE89 3704 ",
            "Bearer ",
            "Basic YWJj",
            "authorization: ",
            "authorization: a=b, ",
            "cookie: a=b; ",
            "\"cookie\":\"",
            "[masked:",
            "[masked:a",
            "\\u0022",
            "%22",
            "key",
            "_",
            "SK3f",
            "Authorization: Digest a=\"",
            "hvs.",
            "1//0",
            "{\"log\":\"",
            "password={a}",
            "--password ",
            "<password>",
            ":AA",
            "12345678:AA",
            "secret: ",
            "secret: a1b2c3d4 ");

    private final Masking masking = Masking.of(new MaskConfig(true, true, true, Set.of(), Set.of(), null));

    @Test
    void areMaskedInTheTimeThatTheirLengthNeeds() {
        for (String piece : PIECES) {
            byte[] line = piece.repeat(BYTES / piece.length()).getBytes(UTF_8);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(4), () -> masking.masker().mask(line), piece);
        }
    }

    @Test
    void areMaskedWhateverTheyAreMadeOf() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextInt(3) == 0) {
                    text.append((char) random.nextInt(256)).append(random.nextBoolean() ? "\n" : "");
                }
            }
            byte[] once = masking.masker().mask(text.toString().getBytes(UTF_8));
            assertThat(new String(masking.masker().mask(once), UTF_8))
                    .as(text.toString())
                    .isEqualTo(new String(once, UTF_8));
        }
    }
}
