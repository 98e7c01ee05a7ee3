package io.throughline.api;

import io.throughline.core.config.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the HTTP API.
 *
 * @param host the address to listen on; on a loopback address only requests to loopback names are answered
 * @param port 0 for any free one
 * @param allowedHosts more names that the {@code Host} header may carry; empty and not on loopback: any name
 * @param maxQueries questions to the stores at once; more wait a moment and are then refused
 * @param queryTimeout how long one question may take
 * @param maxUrlBytes longest request line and headers
 * @param maxRequestBytes longest request body
 */
public record ApiConfig(
        String host,
        int port,
        Set<String> allowedHosts,
        int maxQueries,
        Duration queryTimeout,
        int maxUrlBytes,
        long maxRequestBytes) {
    public ApiConfig {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    public static ApiConfig from(Settings settings) {
        return new ApiConfig(
                settings.string("api.host", "127.0.0.1"),
                settings.integer("api.port", 8080, 0, 65_535),
                names(settings.optional("api.allowed-hosts")),
                settings.integer("api.max-queries", 16, 1, 1_000),
                settings.duration(
                        "api.query-timeout", Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofMinutes(10)),
                (int) settings.bytes("api.max-url", 32 << 10, 1 << 10, 1 << 20),
                settings.bytes("api.max-request", 1 << 20, 1 << 10, 64 << 20));
    }

    private static Set<String> names(@Nullable String list) {
        if (list == null) {
            return Set.of();
        }
        return Arrays.stream(list.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
