package io.throughline.ingest.containers;

import io.throughline.core.config.Settings;
import io.throughline.core.source.HostName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked about this host's containers.
 *
 * @param from {@code containers.from}: Docker, Kubernetes or nobody
 * @param host {@code host.name}
 * @param dockerSocket {@code containers.docker.socket}
 * @param kubernetes {@code containers.kubernetes.url}; null where it is not needed
 * @param node {@code containers.kubernetes.node}: whose pods
 * @param token {@code containers.kubernetes.token}: a file, read for every request, as it changes
 * @param ca {@code containers.kubernetes.ca}: who signed the API server's certificate, in PEM
 * @param relistInterval {@code containers.relist}: how often all of them are asked for, beside being told of changes
 */
public record ContainersConfig(
        Source from,
        String host,
        Path dockerSocket,
        @Nullable URI kubernetes,
        String node,
        Path token,
        Path ca,
        Duration relistInterval) {
    /** An engine to be asked. */
    public enum Source {
        NONE,
        DOCKER,
        KUBERNETES
    }

    private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount/";

    public static ContainersConfig from(Settings settings) {
        return from(settings, System.getenv());
    }

    /** @param environment where Kubernetes tells its pods of its API */
    static ContainersConfig from(Settings settings, Map<String, String> environment) {
        Source from = source(settings);
        String host = settings.string("host.name", HostName.local());
        URI url = url(settings, environment);
        if (from == Source.KUBERNETES && url == null) {
            settings.problem(
                    "containers.kubernetes.url", "is needed outside of a pod, where containers.from is kubernetes");
        }
        return new ContainersConfig(
                from,
                host,
                Path.of(settings.string("containers.docker.socket", "/var/run/docker.sock")),
                url,
                settings.string("containers.kubernetes.node", environment.getOrDefault("NODE_NAME", host)),
                Path.of(settings.string("containers.kubernetes.token", ACCOUNT + "token")),
                Path.of(settings.string("containers.kubernetes.ca", ACCOUNT + "ca.crt")),
                settings.duration(
                        "containers.relist", Duration.ofHours(1), Duration.ofSeconds(10), Duration.ofDays(1)));
    }

    private static Source source(Settings settings) {
        String from = settings.string("containers.from", "none");
        for (Source source : Source.values()) {
            if (source.name().toLowerCase(Locale.ROOT).equals(from)) {
                return source;
            }
        }
        settings.problem("containers.from", "must be one of none, docker, kubernetes");
        return Source.NONE;
    }

    private static @Nullable URI url(Settings settings, Map<String, String> environment) {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        String inPod = host == null ? "" : "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        String url = settings.string("containers.kubernetes.url", inPod);
        if (url.isEmpty()) {
            return null;
        }
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            settings.problem("containers.kubernetes.url", "is no URL: " + e.getMessage());
            return null;
        }
        settings.problem("containers.kubernetes.url", "must begin with https:// or http:// and a host");
        return null;
    }
}
