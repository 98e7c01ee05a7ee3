package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class NarratorTest {
    @Test
    void printsNoControlCharactersFromLogs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Narrator narrator = new Narrator(new PrintStream(bytes, true, StandardCharsets.UTF_8), Clock.systemUTC());

        narrator.say("title \u001b[31mred\u001b[0m\r\n\u009b2J and \u202Eright to left, but größer 🙂");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("[  0 s] title ?[31mred?[0m???2J and ?right to left, but größer 🙂\n");
    }
}
