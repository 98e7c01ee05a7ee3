package io.throughline.standalone.demo;

import io.throughline.core.config.Settings;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.ship.ShipConfig;
import io.throughline.standalone.SettingsOptions;
import io.throughline.standalone.up.EmbeddedLine;
import io.throughline.standalone.up.Stopper;
import io.throughline.stream.ClusterJob;
import io.throughline.stream.detect.DetectConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code throughline demo}: the whole line, a shop whose logs go down it, and what is found when the shop is misused. */
@Command(
        name = "demo",
        description = "Start everything, open a small shop, misuse it, and tell what is found and where to look.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    /** As a shell reports a process that SIGINT ended. */
    private static final int INTERRUPTED = 130;

    /** Learning takes an hour elsewhere, and nobody watches a demo for an hour. */
    private static final Map<String, String> PRESETS = Map.of(
            "detect.learn-for", "45s",
            "detect.principal.window", "15s",
            "health.learn-for", "60s",
            "jobs.out-of-orderness", "2s",
            "correlate.close-after", "15s",
            // Nobody sends to the demo from outside: it must not fail over somebody who receives here already.
            "receive.forward.port", "0",
            "receive.http.port", "0",
            "receive.otlp.port", "0",
            "receive.syslog.port", "0");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--exit",
            description = "Stop when all was tried: exit status 0 if all of it was found and nothing else, 1 if not.")
    private boolean exit;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep data and logs there. Default: a temporary folder that is removed at the end.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        Narrator narrator = new Narrator(spec.commandLine().getOut(), clock);
        Stopper stopper = Stopper.install(narrator::say);
        try (DemoFolder folder = DemoFolder.open(data)) {
            PRESETS.forEach(options::preset);
            options.put("data.dir", folder.line());
            return run(folder, options.load(), narrator, clock, stopper);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            stopper.done();
        }
    }

    private int run(DemoFolder folder, Settings settings, Narrator narrator, Clock clock, Stopper stopper)
            throws IOException, InterruptedException {
        try (EmbeddedLine line = EmbeddedLine.start(settings, ClusterJob::draw, narrator::say);
                LineClient client = new LineClient(line.page())) {
            narrator.say("ready: " + line.page());
            Random random = new Random();
            Instant opened = clock.instant();
            try (Shop shop = new Shop(folder.hosts(), clock, random);
                    HostShippers shippers =
                            new HostShippers(folder.hosts(), ShipConfig.from(settings), publish(settings, line))) {
                narrator.say("the shop is open: " + Container.FLEET.size() + " services, their container logs in "
                        + folder.hosts());
                DemoConfig config = DemoConfig.from(settings);
                Demo demo =
                        new Demo(config, DetectConfig.from(settings).learnFor(), shop, client, narrator, clock, random);
                DemoResult result = demo.run(opened, shippers::shipped);
                if (!exit) {
                    goOn(shop, config, line, narrator, random, stopper);
                }
                return result.good() ? ExitCode.OK : ExitCode.SOFTWARE;
            }
        }
    }

    private static void goOn(
            Shop shop, DemoConfig config, EmbeddedLine line, Narrator narrator, Random random, Stopper stopper)
            throws InterruptedException {
        try (Customers customers = new Customers(shop, random)) {
            customers.come(config.requestsPerSecond());
            narrator.say("the shop stays open: look around at " + line.page() + ", stop with Ctrl-C");
            stopper.await();
        }
    }

    private static PublishConfig publish(Settings settings, EmbeddedLine line) {
        return PublishConfig.from(settings.with(Map.of("kafka.bootstrap", line.kafka())));
    }
}
