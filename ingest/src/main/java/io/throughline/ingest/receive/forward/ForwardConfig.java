package io.throughline.ingest.receive.forward;

import io.throughline.core.config.Settings;
import io.throughline.core.source.HostName;
import io.throughline.ingest.receive.peers.TlsFiles;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the Forward receiver listens. {@code receive.forward.} goes before each key but the host's name.
 *
 * @param address {@code host}: where it listens, TCP and UDP
 * @param port {@code port}: 0 for any free one
 * @param host {@code host.name}: what senders are told in a handshake
 * @param sharedKey {@code shared-key}: senders must prove that they know it; none: nobody is asked
 * @param users {@code users}: {@code name:password,...}, one of which a sender must know beside the shared key
 * @param keepalive {@code keepalive}: whether senders are told that they may keep a connection
 * @param tls {@code tls.*}: without it there is no TLS
 * @param limits what senders may take
 */
public record ForwardConfig(
        String address,
        int port,
        String host,
        @Nullable String sharedKey,
        Map<String, String> users,
        boolean keepalive,
        @Nullable TlsFiles tls,
        Limits limits) {
    private static final String PREFIX = "receive.forward.";
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * What senders may take.
     *
     * @param connections {@code max-connections}: of all senders at once
     * @param connectionsPerPeer {@code max-connections-per-peer}: from one address
     * @param frameBytes {@code max-frame}: one message of the protocol as it is sent
     * @param chunkBytes {@code max-chunk}: the same unpacked, and its records as JSON
     * @param handshake {@code handshake-timeout}: until TLS and the shared key are settled
     * @param frame {@code frame-timeout}: from a frame's first byte to its last, and for an answer to be read
     * @param idle {@code idle-timeout}: without a byte while nothing is to be acknowledged
     */
    public record Limits(
            int connections,
            int connectionsPerPeer,
            int frameBytes,
            int chunkBytes,
            Duration handshake,
            Duration frame,
            Duration idle) {}

    public ForwardConfig {
        users = Map.copyOf(users);
    }

    public static ForwardConfig from(Settings settings) {
        String sharedKey = settings.optional(PREFIX + "shared-key");
        Map<String, String> users = users(settings);
        if (sharedKey != null && sharedKey.isBlank()) {
            settings.problem(PREFIX + "shared-key", "may not be empty");
        }
        if (!users.isEmpty() && sharedKey == null) {
            settings.problem(PREFIX + "users", "needs " + PREFIX + "shared-key");
        }
        return new ForwardConfig(
                settings.string(PREFIX + "host", "127.0.0.1"),
                settings.integer(PREFIX + "port", 24224, 0, 65_535),
                settings.string("host.name", HostName.local()),
                sharedKey,
                users,
                settings.flag(PREFIX + "keepalive", true),
                TlsFiles.from(settings, PREFIX + "tls"),
                limits(settings));
    }

    /** Whether a sender has to prove something before it may send. */
    boolean secured() {
        return sharedKey != null;
    }

    private static Limits limits(Settings settings) {
        return new Limits(
                settings.integer(PREFIX + "max-connections", 1024, 1, 100_000),
                settings.integer(PREFIX + "max-connections-per-peer", 256, 1, 100_000),
                (int) settings.bytes(PREFIX + "max-frame", 16 << 20, 1 << 10, 1 << 30),
                (int) settings.bytes(PREFIX + "max-chunk", 32 << 20, 1 << 10, 1 << 30),
                settings.duration(PREFIX + "handshake-timeout", Duration.ofSeconds(10), MILLISECOND, DAY),
                settings.duration(PREFIX + "frame-timeout", Duration.ofMinutes(1), MILLISECOND, DAY),
                settings.duration(PREFIX + "idle-timeout", Duration.ofMinutes(10), MILLISECOND, DAY));
    }

    private static Map<String, String> users(Settings settings) {
        Map<String, String> users = new TreeMap<>();
        String text = settings.optional(PREFIX + "users");
        if (text == null) {
            return users;
        }
        for (String pair : text.split(",")) {
            int colon = pair.indexOf(':');
            String name = colon < 0 ? "" : pair.substring(0, colon).strip();
            if (name.isEmpty() || users.put(name, pair.substring(colon + 1)) != null) {
                // Without the text: there are passwords in it.
                settings.problem(PREFIX + "users", "must be name:password,name:password, each name once");
                return Map.of();
            }
        }
        return users;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        String transport = tls == null ? "TCP" : tls.clientCa() == null ? "TLS" : "TLS with client certificates";
        String identity = sharedKey == null
                ? "open to everyone"
                : users.isEmpty() ? "with a shared key" : "with a shared key and " + users.size() + " users";
        return "Forward on " + address + ":" + port + ", " + transport + ", " + identity;
    }
}
