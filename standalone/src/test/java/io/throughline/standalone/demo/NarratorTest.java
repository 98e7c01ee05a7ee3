package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class NarratorTest {
    @Test
    void printsNoControlCharactersFromLogs() {
        StringWriter text = new StringWriter();
        Narrator narrator = new Narrator(new PrintWriter(text), Clock.systemUTC());

        narrator.say("title \u001b[31mred\u001b[0m\r\n\u009b2J and \u202Eright to left, but größer 🙂");

        assertThat(text.toString())
                .isEqualToIgnoringNewLines("[  0 s] title ?[31mred?[0m???2J and ?right to left, but größer 🙂\n");
    }
}
