package io.throughline.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordTest {
    @Test
    void leavesPlainIdsAsTheyAre() {
        assertThat(ShellWord.of("4bf92f3577b34da6")).hasValue("4bf92f3577b34da6");
    }

    @Test
    void quotesWhatAShellWouldRun() {
        assertThat(ShellWord.of("req-$(reboot)")).hasValue("'req-$(reboot)'");
        assertThat(ShellWord.of("req-';reboot;'")).hasValue("'req-'\\'';reboot;'\\'''");
        assertThat(ShellWord.of("-rf")).hasValue("'-rf'");
    }

    @Test
    void givesNothingToPasteThatCannotBeSeen() {
        assertThat(ShellWord.of("a\nreboot")).isEmpty();
        assertThat(ShellWord.of("a\tb")).isEmpty();
        assertThat(ShellWord.of("")).isEmpty();
    }
}
