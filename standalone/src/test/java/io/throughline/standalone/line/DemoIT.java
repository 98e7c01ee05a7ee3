package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see who have just cloned the repository: all misuse is found and nothing else, no line is lost, and the pages show it. */
@Tag("alone")
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void findsAllMisuseAndNothingElseAndShowsItToPeople() throws Exception {
        int port = Ports.free();
        Path output = folder.resolve("demo.out");
        try (Program demo = Program.start(
                output,
                "demo",
                "--data=" + folder.resolve("demo"),
                "--set=embedded.kafka.port=" + Ports.free(),
                "--set=embedded.elasticsearch.port=" + Ports.free(),
                "--set=api.port=" + port)) {
            demo.awaitSaying("the shop stays open", Duration.ofMinutes(5));

            assertThat(Files.readString(output)).contains("all that happened was found, and nothing else");
            PagesIT.browserTests("http://127.0.0.1:" + port, "alerts calls", folder.resolve("pages.out"));
        }
    }
}
