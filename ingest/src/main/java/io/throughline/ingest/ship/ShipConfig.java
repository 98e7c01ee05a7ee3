package io.throughline.ingest.ship;

import io.throughline.core.config.Settings;
import io.throughline.core.frame.Multiline;
import io.throughline.core.mask.MaskConfig;
import io.throughline.core.source.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * How the shipper follows files.
 *
 * @param host {@code host.name} (default: this host's): where the files lie, unless the command line names another
 * @param registry {@code ship.registry} (default {@code ship} below {@code data.dir}): the folder of the offsets; one shipper each
 * @param scanInterval {@code ship.scan}: how often patterns are matched anew, at the least
 * @param pollInterval {@code ship.poll}: the longest wait before files at their end are looked at again
 * @param saveInterval {@code ship.save}: how often offsets are written; what was sent since is sent again after a crash, under
 *     the same ids
 * @param groupTimeout {@code ship.group-timeout}: how long the rest of a message that an engine split may take
 * @param traceTimeout {@code ship.trace-timeout}: how long the next line of a stack trace may take
 * @param goneAfter {@code ship.gone-after}: how long a deleted file is read that no longer grows
 * @param exclude {@code ship.exclude}: globs of files that are not followed, whatever matches them, separated by commas
 * @param copies {@code ship.copies}: whether the copies that rotation makes of a followed file are shipped once more
 * @param multiline {@code ship.multiline}: which lines are one message: {@code traces}, {@code off} or how a message begins
 * @param maxFiles {@code ship.max-files}: files followed at once
 * @param maxOpen {@code ship.max-open}: files open at once; those that do not grow are closed for others
 * @param readBytes {@code ship.read-buffer}: for the read buffers of all files together
 * @param bytesPerSecond {@code ship.max-rate}: how much is sent a second at most, before compression; 0: as fast as it goes
 * @param stopWithin {@code ship.stop-within}: how long a stop waits for acknowledgements
 * @param mask what is masked before a record is sent
 */
public record ShipConfig(
        String host,
        Path registry,
        Duration scanInterval,
        Duration pollInterval,
        Duration saveInterval,
        Duration groupTimeout,
        Duration traceTimeout,
        Duration goneAfter,
        List<String> exclude,
        boolean copies,
        Multiline multiline,
        int maxFiles,
        int maxOpen,
        long readBytes,
        long bytesPerSecond,
        Duration stopWithin,
        MaskConfig mask) {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    public ShipConfig {
        exclude = List.copyOf(exclude);
    }

    public static ShipConfig from(Settings settings) {
        String data = settings.string("data.dir", System.getProperty("user.home") + "/.throughline");
        String registry = settings.string("ship.registry", data + "/ship");
        return new ShipConfig(
                settings.string("host.name", HostName.local()),
                Path.of(registry).toAbsolutePath().normalize(),
                settings.duration("ship.scan", Duration.ofSeconds(1), MILLISECOND, MINUTE),
                settings.duration("ship.poll", Duration.ofMillis(200), MILLISECOND, MINUTE),
                settings.duration("ship.save", Duration.ofSeconds(1), MILLISECOND, MINUTE),
                settings.duration("ship.group-timeout", Duration.ofSeconds(5), MILLISECOND, MINUTE),
                settings.duration("ship.trace-timeout", Duration.ofMillis(500), MILLISECOND, MINUTE),
                settings.duration("ship.gone-after", Duration.ofSeconds(10), MILLISECOND, Duration.ofDays(1)),
                exclude(settings),
                settings.flag("ship.copies", false),
                multiline(settings),
                settings.integer("ship.max-files", 20_000, 1, Registry.MAX_ENTRIES / 2),
                settings.integer("ship.max-open", 1024, 8, Registry.MAX_ENTRIES / 2),
                settings.bytes("ship.read-buffer", 16L << 20, 1 << 20, 4L << 30),
                settings.bytes("ship.max-rate", 0, 0, 1L << 40),
                settings.duration("ship.stop-within", Duration.ofSeconds(5), MILLISECOND, MINUTE),
                MaskConfig.from(settings));
    }

    /** The same for the files of another host, with a registry of their own. */
    public ShipConfig onHost(String otherHost, Path otherRegistry) {
        return new ShipConfig(
                otherHost,
                otherRegistry,
                scanInterval,
                pollInterval,
                saveInterval,
                groupTimeout,
                traceTimeout,
                goneAfter,
                exclude,
                copies,
                multiline,
                maxFiles,
                maxOpen,
                readBytes,
                bytesPerSecond,
                stopWithin,
                mask);
    }

    private static List<String> exclude(Settings settings) {
        String text = settings.optional("ship.exclude");
        List<String> patterns = text == null
                ? List.of()
                : Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .filter(pattern -> !pattern.isEmpty())
                        .toList();
        try {
            var unused = new Exclusions(patterns);
            return patterns;
        } catch (PatternSyntaxException e) {
            settings.problem("ship.exclude", "has a pattern that cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static Multiline multiline(Settings settings) {
        try {
            return Multiline.of(settings.string("ship.multiline", "traces"));
        } catch (IllegalArgumentException e) {
            settings.problem("ship.multiline", String.valueOf(e.getMessage()));
            return Multiline.TRACES;
        }
    }
}
