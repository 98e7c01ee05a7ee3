package io.throughline.ingest.ship;

import io.throughline.core.config.Settings;
import io.throughline.core.source.HostName;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the shipper follows files.
 *
 * @param host {@code host.name} (default: this host's): where the files lie, unless the command line names another
 * @param registry {@code ship.registry} (default {@code ship} below {@code data.dir}): the folder of the offsets; one shipper each
 * @param scanInterval {@code ship.scan}: how often patterns are matched anew
 * @param pollInterval {@code ship.poll}: the longest wait before files at their end are looked at again
 * @param saveInterval {@code ship.save}: how often offsets are written; what was sent since is sent again after a crash, under
 *     the same ids
 * @param groupTimeout {@code ship.group-timeout}: how long the rest of a split message may take
 * @param goneAfter {@code ship.gone-after}: how long a deleted file is read that no longer grows
 * @param maxFiles {@code ship.max-files}: files followed at once
 * @param readBytes {@code ship.read-buffer}: for the read buffers of all files together
 * @param stopWithin {@code ship.stop-within}: how long a stop waits for acknowledgements
 */
public record ShipConfig(
        String host,
        Path registry,
        Duration scanInterval,
        Duration pollInterval,
        Duration saveInterval,
        Duration groupTimeout,
        Duration goneAfter,
        int maxFiles,
        long readBytes,
        Duration stopWithin) {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

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
                settings.duration("ship.gone-after", Duration.ofSeconds(10), MILLISECOND, Duration.ofDays(1)),
                settings.integer("ship.max-files", 4096, 1, 100_000),
                settings.bytes("ship.read-buffer", 16L << 20, 1 << 20, 4L << 30),
                settings.duration("ship.stop-within", Duration.ofSeconds(5), MILLISECOND, MINUTE));
    }
}
