package io.throughline.elasticsearch;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Elasticsearch is and who we are there.
 *
 * @param urls one or more nodes of one cluster; a path is a prefix for every request
 * @param apiKey encoded as Elasticsearch gave it out; excludes user and password
 * @param connectTimeout until a connection stands
 * @param requestTimeout until an answer is complete
 * @param compression gzip requests: worth it over a slow network only
 */
public record ElasticsearchConfig(
        List<URI> urls,
        @Nullable String apiKey,
        @Nullable String user,
        @Nullable String password,
        Duration connectTimeout,
        Duration requestTimeout,
        boolean compression)
        implements Serializable {
    public static final String DEFAULT_URL = "http://127.0.0.1:19200";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    public ElasticsearchConfig {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("Elasticsearch needs at least one URL");
        }
    }

    /** A server without authentication, such as the embedded one. */
    public static ElasticsearchConfig of(String url) {
        return new ElasticsearchConfig(
                List.of(URI.create(url)), null, null, null, CONNECT_TIMEOUT, REQUEST_TIMEOUT, false);
    }

    /** Reads {@code elasticsearch.*}. */
    public static ElasticsearchConfig from(Settings settings) {
        String apiKey = settings.optional("elasticsearch.api-key");
        String user = settings.optional("elasticsearch.user");
        String password = settings.optional("elasticsearch.password");
        if (apiKey != null && user != null) {
            settings.problem("elasticsearch.api-key", "and elasticsearch.user exclude each other");
        }
        if ((user == null) != (password == null)) {
            settings.problem("elasticsearch.user", "and elasticsearch.password go together");
        }
        return new ElasticsearchConfig(
                urls(settings),
                apiKey,
                user,
                password,
                settings.duration(
                        "elasticsearch.connect-timeout",
                        CONNECT_TIMEOUT,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)),
                settings.duration(
                        "elasticsearch.request-timeout",
                        REQUEST_TIMEOUT,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10)),
                settings.flag("elasticsearch.compression", false));
    }

    private static List<URI> urls(Settings settings) {
        List<URI> urls = new ArrayList<>();
        for (String text : settings.string("elasticsearch.url", DEFAULT_URL).split(",", -1)) {
            URI url = parse(text.strip());
            if (url == null) {
                settings.problem("elasticsearch.url", "must be http:// or https:// URLs, separated by commas");
            } else {
                urls.add(url);
            }
        }
        return urls.isEmpty() ? List.of(URI.create(DEFAULT_URL)) : urls;
    }

    private static @Nullable URI parse(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            // Credentials in a URL end up in logs; there are settings for them.
            return http && url.getHost() != null && url.getUserInfo() == null ? url : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        String identity = apiKey != null ? "with an API key" : user != null ? "as " + user : "without authentication";
        return "Elasticsearch at " + urls + " " + identity;
    }
}
