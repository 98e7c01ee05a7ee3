package io.throughline.standalone;

import io.throughline.core.config.Settings;
import io.throughline.core.source.ContainerLookup;
import io.throughline.core.source.OriginOverrides;
import io.throughline.ingest.containers.Containers;
import io.throughline.ingest.containers.ContainersConfig;
import io.throughline.ingest.publish.ChunkPublisher;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.ship.ShipConfig;
import io.throughline.ingest.ship.ShipProgress;
import io.throughline.ingest.ship.ShipRequest;
import io.throughline.ingest.ship.Shipper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline ship}: follows log files into Kafka until it is told to stop. */
@Command(
        name = "ship",
        description = "Follow log files into Kafka, with offsets kept on disk.",
        mixinStandardHelpOptions = true)
public final class ShipCommand implements Callable<Integer> {
    private static final Duration BEYOND_STOP = Duration.ofSeconds(5);
    private static final Duration LIST_CONTAINERS = Duration.ofSeconds(10);
    private static final long MAX_LEARNED_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ShipCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE_OR_GLOB",
            description = "Files, folders or quoted patterns of * ? [..] {..} and **; .gz and .zst are read as well.")
    private List<String> patterns = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Files to leave out, whatever matches them; may be given several times.")
    private List<String> exclude = List.of();

    @Option(names = "--once", description = "Stop when all is read to its end and acknowledged.")
    private boolean once;

    @Option(names = "--service", description = "The service that wrote the files.")
    private @Nullable String service;

    @Option(names = "--host", description = "The host that the files are from. Default: this one.")
    private @Nullable String host;

    @Option(names = "--container", description = "The container's name.")
    private @Nullable String container;

    @Option(names = "--image", description = "The container's image.")
    private @Nullable String image;

    @Option(names = "--format", description = "The format, where the files do not tell it.")
    private @Nullable String format;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The setting kafka.bootstrap.")
    private @Nullable String kafka;

    @Override
    public Integer call() throws IOException, InterruptedException {
        settings.put("kafka.bootstrap", kafka);
        Settings read = settings.load();
        ShipConfig config = ShipConfig.from(read);
        OriginOverrides overrides = new OriginOverrides(host, service, container, image, format);
        PublishConfig publish = PublishConfig.from(read);
        ContainersConfig asked = ContainersConfig.from(read);
        if (asked.from() == ContainersConfig.Source.NONE) {
            return ship(config, publish, new ShipRequest(patterns, exclude, overrides, ContainerLookup.NONE, once));
        }
        try (ChunkPublisher learned = new ChunkPublisher(publish, MAX_LEARNED_BYTES);
                Containers containers = Containers.follow(asked, config.mask(), learned)) {
            if (!containers.awaitList(LIST_CONTAINERS)) {
                LOG.warn("no list of containers yet: files are read without what it would have said of them");
            }
            return ship(config, publish, new ShipRequest(patterns, exclude, overrides, containers.lookup(), once));
        }
    }

    private int ship(ShipConfig config, PublishConfig publish, ShipRequest request)
            throws IOException, InterruptedException {
        ProgressLine line = new ProgressLine(spec.commandLine().getErr(), Ansi.AUTO.enabled());
        Shipper shipper = new Shipper(config, publish, request, line::show);
        CountDownLatch ended = new CountDownLatch(1);
        stopAtExit(shipper, ended, config.stopWithin().plus(BEYOND_STOP));
        try {
            long started = System.nanoTime();
            ShipProgress end = shipper.run();
            line.end();
            PrintWriter out = spec.commandLine().getOut();
            out.println(summary(end, Duration.ofNanos(System.nanoTime() - started)));
            out.flush();
            return end.unreadable() > 0 ? ExitCode.SOFTWARE : ExitCode.OK;
        } finally {
            ended.countDown();
        }
    }

    /** Ctrl-C and SIGTERM end the process after its shutdown hooks: one of them waits until the offsets are written. */
    private static void stopAtExit(Shipper shipper, CountDownLatch ended, Duration most) {
        Thread hook = new Thread(
                () -> {
                    shipper.stop();
                    try {
                        boolean unused = ended.await(most.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "ship-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static String summary(ShipProgress end, Duration took) {
        double seconds = Math.max(0.001, took.toMillis() / 1000.0);
        String words = "shipped %,d records, %,d bytes, in %.1f s (%,.0f records/s)"
                .formatted(end.records(), end.bytes(), seconds, end.records() / seconds);
        if (end.rejected() > 0) {
            words += ", %,d more refused and set aside".formatted(end.rejected());
        }
        if (end.pending() > 0) {
            words += ", %,d not acknowledged: they are sent again at the next start".formatted(end.pending());
        }
        if (end.unreadable() > 0) {
            words += ", %,d files not readable to their end".formatted(end.unreadable());
        }
        return words;
    }
}
