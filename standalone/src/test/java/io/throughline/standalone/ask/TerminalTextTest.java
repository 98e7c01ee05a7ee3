package io.throughline.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
    /** Escapes as Java has them would be turned into the characters by the compiler, so the test spells them with {@code ^}. */
    private static String characters(String spelled) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < spelled.length()) {
            if (spelled.charAt(at) == '^') {
                int end = spelled.indexOf(';', at);
                text.appendCodePoint(Integer.parseInt(spelled.substring(at + 1, end), 16));
                at = end + 1;
            } else {
                text.append(spelled.charAt(at++));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "^1b;[31mred^1b;[0m, \\x1b[31mred\\x1b[0m",
                "^1b;]0;title^7;, \\x1b]0;title\\x07",
                "gone^8;^8;^d;, gone\\x08\\x08\\r",
                "^0;^7f;^9b;31m, \\x00\\x7f\\x9b31m",
                "^202e;evil^2066;^2069;^200f;^61c;, \\u202eevil\\u2066\\u2069\\u200f\\u061c",
                "a^200b;b^feff;c^ad;, a\\u200bb\\ufeffc\\xad",
                "line^2028;separator, line\\u2028separator",
                "tag^e0041;, tag\\u{e0041}",
                "half^d800;pair, half\\ud800pair",
                "private^e000;, private\\ue000",
                "<script>alert(1)</script>, <script>alert(1)</script>",
                "Grüße 日本語 😀 naïve, Grüße 日本語 😀 naïve",
            })
    void showsWhatCouldActOnATerminalAsWhatItIs(String spelled, String shown) {
        assertThat(TerminalText.escape(characters(spelled))).isEqualTo(shown);
    }

    @Test
    void letsNoCharacterThroughThatActs() {
        List<String> acting = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(character -> acts(TerminalText.escape(Character.toString(character))))
                .mapToObj(character -> String.format("U+%04X", character))
                .toList();

        assertThat(acting).isEmpty();
    }

    private static boolean acts(String shown) {
        return shown.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    @Test
    void keepsTheLinesOfAStackTraceAndNothingElse() {
        assertThat(TerminalText.lines("boom\r\n\tat a.B\rx\n\n")).containsExactly("boom", "    at a.B\\rx");
        assertThat(TerminalText.lines("")).containsExactly("");
    }

    @Test
    void keepsTheMeaningOfJson() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        String hostile = mapper.writeValueAsString(
                Map.of("message", characters("^9b;31m^7f;^202e;^e0041;^1b; Grüße 😀\n\"quoted\"")));

        String safe = TerminalText.json(hostile);

        assertThat(safe)
                .contains("\\u009b", "\\u202e", "\\udb40\\udc41", "Grüße 😀")
                .doesNotContain(characters("^9b;"));
        assertThat(mapper.readTree(safe)).isEqualTo(mapper.readTree(hostile));
    }

    @Test
    void countsColumnsAsATerminalDoes() {
        assertThat(TerminalText.columns("abc")).isEqualTo(3);
        assertThat(TerminalText.columns("日本")).isEqualTo(4);
        assertThat(TerminalText.columns(characters("e^301;"))).isEqualTo(1);
    }

    @Test
    void fitsTextIntoAColumn() {
        assertThat(TerminalText.fit("abc", 5)).isEqualTo("abc  ");
        assertThat(TerminalText.fit("abcdef", 5)).isEqualTo("abcd…");
        assertThat(TerminalText.fit("日本語", 5)).isEqualTo("日本…");
        assertThat(TerminalText.fit("日本語", 4)).isEqualTo("日… ");
    }

    @Test
    void wrapsTextWithoutLosingAnyOfIt() {
        assertThat(TerminalText.wrap("abcdefg", 3)).containsExactly("abc", "def", "g");
        assertThat(TerminalText.wrap("one two three", 7)).containsExactly("one two ", "three");
        assertThat(TerminalText.wrap("one twothree", 6)).containsExactly("one tw", "othree");
        assertThat(TerminalText.wrap("日本", 1)).containsExactly("日", "本");
        assertThat(TerminalText.wrap("", 3)).containsExactly("");
    }
}
