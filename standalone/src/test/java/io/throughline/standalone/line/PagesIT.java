package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain run: all flows of a recorded day land, event for event, and people find them in the pages and the terminal. */
class PagesIT {
    private static final Duration LAND = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void landsEveryFlowAndShowsItToPeople() throws Exception {
        Stack stack = new Stack(folder);
        try (Program up = stack.up();
                Program ship =
                        stack.ship(TrainTicket.containers().resolve("*.log.gz").toString())) {
            assertThat(ship.awaitEnd(LAND)).isZero();
            Landed.awaitAllOf(TrainTicket.linesOfTraces(), stack.elasticsearchUrl(), LAND);

            browserTests(stack.apiUrl(), "", folder.resolve("pages.out"));
            assertThat(stack.ask("search", "service.name:ts-food-service AND log.level:ERROR", "--from=now-2000d"))
                    .contains("ts-food-service")
                    .contains("ERROR");
            assertThat(up.alive()).isTrue();
        }
    }

    /**
     * Those that look at a running Throughline; the build of the pages has installed what they need.
     *
     * @param holds what they must find there, with spaces between: {@code alerts}, {@code calls}, {@code markup}
     */
    static void browserTests(String url, String holds, Path output) throws IOException, InterruptedException {
        File pages = TrainTicket.checkout().resolve("dashboards").toFile();
        ProcessBuilder npm = new ProcessBuilder("npm", "run", "e2e")
                .directory(pages)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()));
        npm.environment().put("THROUGHLINE_URL", url);
        npm.environment().put("THROUGHLINE_HOLDS", holds);
        Process process = npm.start();
        try {
            assertThat(process.waitFor(LAND.toSeconds(), TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
