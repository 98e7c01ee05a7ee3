package io.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ThroughlineMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void namesAllWrongSettingsAtOnceOneLineEach() {
        int status = run("config", "check", "--set", "kafka.partitoins=4", "--set", "embedded.kafka.port=http");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactlyInAnyOrder(
                        "throughline: embedded.kafka.port must be a number from 0 to 65535, not 'http'",
                        "throughline: kafka.partitoins is no setting (did you mean kafka.partitions?)");
    }

    @Test
    void goodSettingsAreSaidToBeGood() {
        assertThat(run("config", "check", "--set", "kafka.partitions=8")).isZero();
        assertThat(out.toString()).startsWith("the settings are good");
    }

    @Test
    void anUnknownOptionIsOneLineThatPointsToTheHelp() {
        assertThat(run("config", "check", "--colour")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("throughline: Unknown option: '--colour' (see throughline config check --help)\n");
    }

    @Test
    void withoutASubcommandTheHelpIsPrinted() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("config", "test");
    }

    private int run(String... args) {
        CommandLine command = ThroughlineMain.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
