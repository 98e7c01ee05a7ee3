package io.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandTest {
    private static final String GOOD = """
            title: Web shell
            logsource:
              category: webserver
            detection:
              selection:
                cs-uri-stem|endswith: /shell.php
              condition: selection
            throughline_samples:
              matches:
                - url: {path: /up/shell.php}
                - '10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET /shell.php HTTP/1.1" 200 5 "-" "curl/8"'
              ignores:
                - url.path: /shell.html
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void goodRulesAreSaidToBeGood() throws IOException {
        Path file = write("good.yml", GOOD);

        assertThat(run("rules", "check", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo("1 rules and 0 correlations are good, 0 are not\n");
    }

    @Test
    void allThatIsWrongIsNamedAtOnceWithItsPlace() throws IOException {
        Path one = write("one.yml", GOOD.replace("endswith", "endwith"));
        Path two = write("two.yml", GOOD.replace("condition: selection", "condition: selektion"));

        assertThat(run("rules", "check", folder.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        one + ":6:5: there is no modifier 'endwith' (did you mean endswith?)",
                        two
                                + ":7:14: the condition names no detection of this rule: 'selektion' (did you mean selection?)");
        assertThat(out.toString()).isEqualTo("0 rules and 0 correlations are good, 2 are not\n");
    }

    @Test
    void samplesThatDoAsTheyShouldAreGood() throws IOException {
        assertThat(run("rules", "test", write("good.yml", GOOD).toString())).isZero();
        assertThat(out.toString()).contains("3 samples of 1 rules: 0 are wrong");
    }

    @Test
    void aSampleThatDoesNotIsNamedWithItsPlace() throws IOException {
        Path file = write(
                "wrong.yml", GOOD.replace("/shell.html", "/a/shell.php").replace("/up/shell.php", "/up/other.php"));

        assertThat(run("rules", "test", file.toString())).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains(
                        "WRONG " + file + ":10:7: 'Web shell' does not match",
                        "WRONG " + file + ":13:7: 'Web shell' matches what it should ignore");
    }

    @Test
    void aFileThatIsNotThereIsAProblemAndNoCrash() {
        assertThat(run("rules", "check", folder.resolve("none.yml").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("none.yml:1:1: cannot be read");
    }

    private Path log() throws IOException {
        return write("access.log", """
                10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET /up/shell.php HTTP/1.1" 200 5 "-" "curl/8.5.0"
                10.0.0.2 - - [22/Nov/2026:10:00:01 +0000] "GET /cmd.jsp HTTP/1.1" 200 5 "-" "curl/8.5.0"
                """);
    }

    @Test
    void saysWhatARuleWouldGainOverFiles() throws IOException {
        String log = log().toString();
        Path file = write("good.yml", GOOD);

        assertThat(run("rules", "diff", file.toString(), "--over", log)).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "+ medium  2026-11-22T10:00:00Z  Web shell: url.path is /up/shell.php (access, 10.0.0.1)",
                        "1 alerts gained, 0 lost, 0 stay; 2 records looked at");
    }

    @Test
    void saysWhatAnotherVersionOfAGivenRuleWouldGainAndLoseOverFiles() throws IOException {
        String log = log().toString();
        String named = GOOD.replace("title: Web shell\n", "title: Web shell\nname: shell\n");
        Path given = write("given.yml", named);
        Path file = write("new.yml", named.replace("/shell.php", "/cmd.jsp"));
        String set = "detect.rules=" + given;

        assertThat(run("rules", "diff", file.toString(), "--over", log, "--set", set))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("+ medium")
                .contains("- medium")
                .contains("1 alerts gained, 1 lost, 0 stay");
        out.getBuffer().setLength(0);
        assertThat(run("rules", "diff", write("same.yml", named).toString(), "--over", log, "--set", set))
                .isZero();
        assertThat(out.toString()).isEqualTo("0 alerts gained, 0 lost, 1 stay; 2 records looked at\n");
    }

    @Test
    void aBadCandidateIsNamedWithItsPlaces() throws IOException {
        Path file = write("bad.yml", GOOD.replace("endswith", "endwith"));

        assertThat(run("rules", "diff", file.toString(), "--over", log().toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("bad.yml:6:5: there is no modifier 'endwith' (did you mean endswith?)");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... args) {
        CommandLine command = ThroughlineMain.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
