package io.throughline.core.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.throughline.core.model.RequestParts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the check ends, with work that grows as the text does. */
class HostileInputTest {
    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "(",
            ")",
            "<",
            "<a ",
            "[",
            "{",
            "${",
            "$(",
            "`",
            "/*",
            "/*!",
            "*/",
            "../",
            "\\",
            "%25",
            "&lt;",
            "&#",
            ";",
            "|",
            "#\n",
            "--",
            "a'",
            "select ",
            "union ",
            "or 1=1 ",
            "@`",
            "while(",
            "function(",
            "<!--",
            "on=",
            "=\"",
            "http://",
            "://",
            "+A",
            "\r\nTo",
            "$$",
            "if a",
            "for %",
            "{{",
            "[php",
            "x(",
            ")(",
            "::",
            "\u0000",
            "\ud800");

    private static final int MILLION = 1 << 20;

    private static final int MANY = 1 << 16;

    @Test
    void endsOnAMillionQuotes() {
        String text = "'".repeat(MILLION);
        assertThat(new PayloadCheck().check(new RequestParts("/a", "q=" + text, Map.of("X-A", text), text)))
                .isNotNull();
    }

    @Test
    void endsOnManyOfAnySign() {
        PayloadCheck check = new PayloadCheck();
        for (String piece : PIECES) {
            String text = piece.repeat(MANY / piece.length());
            assertThatCode(() -> check.check(new RequestParts("/a", "q=" + text, Map.of("X-A", text), text)))
                    .as(piece)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void doesTwiceTheWorkForTwiceTheText() {
        for (String piece : PIECES) {
            long once = work(piece, 40_000);
            long twice = work(piece, 80_000);
            assertThat(twice).as(piece).isLessThanOrEqualTo(2 * once + 10_000);
        }
    }

    private static long work(String piece, int chars) {
        PayloadCheck check = new PayloadCheck();
        check.check(RequestParts.ofTarget("/a", "q=" + piece.repeat(chars / piece.length())));
        return check.charactersShown();
    }

    @Test
    void takesDeeplyNestedJsonForText() {
        PayloadCheck check = new PayloadCheck();
        String deep = "[".repeat(100_000) + "\"' or 1=1--\"" + "]".repeat(100_000);
        assertThatCode(() ->
                        check.check(new RequestParts("/a", null, Map.of("Content-Type", "application/json"), deep)))
                .doesNotThrowAnyException();
    }

    @Test
    void takesBrokenBodiesForText() {
        PayloadCheck check = new PayloadCheck();
        for (String body : List.of(
                "{\"a\":", "--x\r\n", "--x\r\nContent-Disposition: form-data; name=\"a", "<a", "=", "&&&", "\u0000")) {
            for (String type : List.of("application/json", "multipart/form-data; boundary=x", "application/xml", "")) {
                assertThatCode(() -> check.check(new RequestParts("/a", null, Map.of("Content-Type", type), body)))
                        .doesNotThrowAnyException();
            }
        }
    }
}
