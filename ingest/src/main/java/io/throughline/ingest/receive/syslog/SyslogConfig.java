package io.throughline.ingest.receive.syslog;

import io.throughline.core.config.Settings;
import io.throughline.ingest.receive.peers.TlsFiles;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where syslog is received, and how much of it from one sender.
 *
 * @param address {@code receive.syslog.host}: to listen on
 * @param port {@code receive.syslog.port}: of TCP and UDP, 0 for any free one
 * @param tlsPort {@code receive.syslog.tls.port}: of TLS, 0 for any free one; unused without a certificate
 * @param tls {@code receive.syslog.tls.*}: without it there is no TLS
 * @param maxFrameBytes {@code receive.syslog.max-frame}: a longer message is cut, and marked so
 * @param maxConnections {@code receive.syslog.max-connections}: at once
 * @param maxConnectionsOfPeer {@code receive.syslog.max-connections-per-peer}: at once, from one address
 * @param frame {@code receive.syslog.frame-timeout}: from a message's first byte to its last
 * @param idle {@code receive.syslog.idle}: a connection that is silent for so long is closed
 * @param zone {@code receive.syslog.zone}: of RFC 3164's times, which name none
 */
public record SyslogConfig(
        String address,
        int port,
        int tlsPort,
        @Nullable TlsFiles tls,
        int maxFrameBytes,
        int maxConnections,
        int maxConnectionsOfPeer,
        Duration frame,
        Duration idle,
        ZoneId zone) {
    /** A character may take six bytes in JSON, and a record has to stay below {@code Chunk.MAX_RECORD_BYTES}. */
    private static final int LONGEST_FRAME = 128 << 10;

    /** What RFC 5424, 6.1, asks of every receiver. */
    private static final int SHORTEST_FRAME = 480;

    public static SyslogConfig from(Settings settings) {
        return new SyslogConfig(
                settings.string("receive.syslog.host", "127.0.0.1"),
                settings.integer("receive.syslog.port", 5514, 0, 65_535),
                settings.integer("receive.syslog.tls.port", 6514, 0, 65_535),
                TlsFiles.from(settings, "receive.syslog.tls"),
                (int) settings.bytes("receive.syslog.max-frame", 64 << 10, SHORTEST_FRAME, LONGEST_FRAME),
                settings.integer("receive.syslog.max-connections", 1024, 1, 100_000),
                settings.integer("receive.syslog.max-connections-per-peer", 128, 1, 100_000),
                settings.duration(
                        "receive.syslog.frame-timeout",
                        Duration.ofMinutes(1),
                        Duration.ofMillis(1),
                        Duration.ofDays(1)),
                settings.duration(
                        "receive.syslog.idle", Duration.ofMinutes(30), Duration.ofMillis(1), Duration.ofDays(7)),
                zone(settings));
    }

    private static ZoneId zone(Settings settings) {
        ZoneId local = ZoneId.systemDefault();
        String name = settings.string("receive.syslog.zone", local.getId());
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            settings.problem("receive.syslog.zone", "must be a zone such as UTC or Europe/Berlin, not '" + name + "'");
            return local;
        }
    }
}
