package io.throughline.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    private static Terminal terminal(Map<String, String> environment, String size) {
        return Terminal.of(environment, size, StandardCharsets.UTF_8);
    }

    @Test
    void coloursOnATerminalOnly() {
        assertThat(terminal(XTERM, "24 80").colour()).isTrue();
        assertThat(terminal(XTERM, "").colour()).isFalse();
        assertThat(terminal(Map.of("TERM", "dumb"), "24 80").colour()).isFalse();
    }

    @Test
    void honoursNoColor() {
        assertThat(terminal(Map.of("TERM", "xterm", "NO_COLOR", "1"), "24 80").colour())
                .isFalse();
        assertThat(terminal(Map.of("TERM", "xterm", "NO_COLOR", ""), "24 80").colour())
                .isTrue();
    }

    @Test
    void takesTheWidthOfTheTerminalUnlessToldOtherwise() {
        assertThat(terminal(XTERM, "24 80").width()).isEqualTo(80);
        assertThat(terminal(Map.of("COLUMNS", "200"), "24 80").width()).isEqualTo(200);
        assertThat(terminal(Map.of("COLUMNS", "many"), "24 80").width()).isEqualTo(120);
        assertThat(terminal(XTERM, "0 0").width()).isEqualTo(120);
        assertThat(terminal(XTERM, "24 3").width()).isEqualTo(40);
        assertThat(terminal(XTERM, "").width()).isEqualTo(120);
    }

    @Test
    void drawsWithLinesWhereItCan() {
        assertThat(Terminal.of(XTERM, "24 80", StandardCharsets.UTF_8).unicode())
                .isTrue();
        assertThat(Terminal.of(XTERM, "24 80", StandardCharsets.US_ASCII).unicode())
                .isFalse();
    }
}
