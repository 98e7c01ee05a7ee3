package io.throughline.ingest.receive.http;

import io.throughline.core.config.Settings;
import io.throughline.ingest.receive.http.web.ReceiveLimits;
import io.throughline.ingest.receive.http.web.SenderToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one HTTP receiver listens, whom it believes and how much it takes; {@code PREFIX} is {@code receive.http} or
 * {@code receive.otlp}.
 *
 * @param host {@code PREFIX.host}: the address to listen on
 * @param port {@code PREFIX.port}: 0 for any free one
 * @param token {@code PREFIX.token}: what senders have to show; absent: anybody may send
 * @param limits {@code PREFIX.max-*} and the times
 */
public record HttpReceiveConfig(
        String host, int port, @Nullable SenderToken token, ReceiveLimits limits) {
    private static final int HTTP_PORT = 9880;
    private static final int OTLP_PORT = 4318;

    /** {@code receive.http.*}: JSON, Elasticsearch's bulk requests, Loki's pushes. */
    public static HttpReceiveConfig from(Settings settings) {
        return from(settings, "receive.http", HTTP_PORT);
    }

    /** {@code receive.otlp.*}: logs and spans of OpenTelemetry. */
    public static HttpReceiveConfig otlp(Settings settings) {
        return from(settings, "receive.otlp", OTLP_PORT);
    }

    private static HttpReceiveConfig from(Settings settings, String prefix, int port) {
        String token = settings.optional(prefix + ".token");
        if (token != null && token.isBlank()) {
            settings.problem(prefix + ".token", "may not be empty");
        }
        return new HttpReceiveConfig(
                settings.string(prefix + ".host", "127.0.0.1"),
                settings.integer(prefix + ".port", port, 0, 65_535),
                token == null || token.isBlank() ? null : SenderToken.of(token.strip()),
                limits(settings, prefix));
    }

    private static ReceiveLimits limits(Settings settings, String prefix) {
        Duration shortest = Duration.ofMillis(10);
        Duration longest = Duration.ofMinutes(10);
        return new ReceiveLimits(
                (int) settings.bytes(prefix + ".max-request", 16 << 20, 1 << 10, 512 << 20),
                (int) settings.bytes(prefix + ".max-body", 16 << 20, 1 << 10, 1 << 30),
                settings.integer(prefix + ".max-records", 100_000, 1, 10_000_000),
                settings.integer(prefix + ".max-depth", 64, 1, 500),
                settings.integer(prefix + ".max-requests", 8, 1, 10_000),
                settings.integer(prefix + ".max-connections", 1000, 1, 100_000),
                settings.integer(prefix + ".max-connections-per-peer", 256, 1, 100_000),
                settings.duration(prefix + ".headers-within", Duration.ofSeconds(10), shortest, longest),
                settings.duration(prefix + ".idle-timeout", Duration.ofSeconds(30), shortest, longest),
                settings.duration(prefix + ".read-within", Duration.ofSeconds(30), shortest, longest),
                settings.duration(prefix + ".answer-within", Duration.ofSeconds(20), shortest, longest));
    }
}
