package io.throughline.standalone;

import io.throughline.core.config.Settings;
import io.throughline.standalone.up.EmbeddedLine;
import io.throughline.standalone.up.Stopper;
import io.throughline.stream.ClusterJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code throughline up}: the whole line on this machine, until it is stopped. */
@Command(
        name = "up",
        description = "Run the whole line on this machine: Kafka, jobs, Elasticsearch, API and pages.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "Where the data are kept. Default: ~/.throughline")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        options.put("data.dir", data);
        Settings settings = options.load();
        Stopper stopper = Stopper.install(this::say);
        long startNanos = System.nanoTime();
        say("data and logs in " + DataConfig.from(settings).folder());
        try (EmbeddedLine line = EmbeddedLine.start(settings, ClusterJob::draw, this::say)) {
            long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
            say("ready after " + seconds + " s: " + line.page() + "  (Ctrl-C stops)");
            say("receives " + String.join(", ", line.receivers()));
            say("ship logs with: ./throughline ship FILE... --set kafka.bootstrap=" + line.kafka());
            stopper.await();
        } finally {
            stopper.done();
        }
        return 0;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("throughline: " + line);
        out.flush();
    }
}
