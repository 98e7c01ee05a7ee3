package io.throughline.ingest.containers;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.ContainerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * The pods of one node, asked from Kubernetes' API server: listed, then watched from that list's version on. A watch ends after some
 * minutes and goes on where it was; where the server no longer knows that version, all are listed again. Source: Kubernetes API concepts,
 * "Efficient detection of changes".
 */
final class KubernetesNode implements Engine {
    private static final int PODS_A_PAGE = 250;
    private static final int MAX_PAGES = 40;
    private static final Duration WATCH = Duration.ofMinutes(5);
    private static final int GONE = 410;

    private final EngineClient client;
    private final PodStates states;
    private final URI url;
    private final String node;
    private final Duration relist;
    private final Map<String, ContainerState> told = new HashMap<>();

    KubernetesNode(ContainersConfig config) throws IOException {
        this.url = Objects.requireNonNull(config.kubernetes(), "containers.kubernetes.url");
        this.node = config.node();
        this.relist = config.relistInterval();
        this.states = new PodStates(config.host());
        Path token = config.token();
        this.client =
                new EngineClient(Clients.start(http(url, config.ca())), url, request -> authorize(request, token));
    }

    private static HttpClient http(URI url, Path ca) throws IOException {
        HttpClient http = new HttpClient();
        if ("https".equals(url.getScheme())) {
            SslContextFactory.Client tls = new SslContextFactory.Client();
            tls.setTrustStore(trusted(ca));
            http.setSslContextFactory(tls);
        }
        return http;
    }

    private static KeyStore trusted(Path ca) throws IOException {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(ca + " holds no certificates: " + e.getMessage(), e);
        }
    }

    /** The kubelet writes another token before one expires. Without the file there is none, as behind {@code kubectl proxy}. */
    private static void authorize(Request request, Path token) {
        try {
            if (Files.exists(token)) {
                String bearer = Files.readString(token).strip();
                request.headers(headers -> headers.put("Authorization", "Bearer " + bearer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void follow(Listener listener) throws IOException, InterruptedException {
        String version = list(listener);
        long until = System.nanoTime() + relist.toNanos();
        while (version != null && System.nanoTime() < until) {
            version = watch(version, listener);
        }
    }

    /** @return the version of the list */
    private String list(Listener listener) throws IOException, InterruptedException {
        Instant now = Instant.now();
        Map<String, ContainerState> before = Map.copyOf(told);
        told.clear();
        String next = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode list =
                    client.get(pods("&limit=" + PODS_A_PAGE + (next.isEmpty() ? "" : "&continue=" + encoded(next))));
            if (list == null) {
                throw new IOException("no Kubernetes API answers");
            }
            for (JsonNode pod : list.path("items")) {
                tell(pod, false, now, listener);
            }
            next = list.path("metadata").path("continue").asText();
            if (next.isEmpty()) {
                for (Map.Entry<String, ContainerState> state : before.entrySet()) {
                    if (!told.containsKey(state.getKey())) {
                        listener.state(PodStates.removed(state.getValue(), now));
                    }
                }
                listener.listed();
                return list.path("metadata").path("resourceVersion").asText();
            }
        }
        throw new IOException("more than " + MAX_PAGES * PODS_A_PAGE + " pods on node " + node);
    }

    /** @return the version up to which all is told; null: to be listed again */
    private @Nullable String watch(String version, Listener listener) throws IOException, InterruptedException {
        String[] last = {version};
        boolean[] gone = {false};
        String query = "&watch=1&allowWatchBookmarks=true&timeoutSeconds=" + WATCH.toSeconds() + "&resourceVersion="
                + encoded(version);
        client.lines(pods(query), WATCH.plusSeconds(30), line -> {
            JsonNode change = client.parse(line);
            JsonNode object = change.path("object");
            switch (change.path("type").asText()) {
                case "ADDED", "MODIFIED" -> tell(object, false, Instant.now(), listener);
                case "DELETED" -> tell(object, true, Instant.now(), listener);
                case "ERROR" -> {
                    if (object.path("code").asInt() != GONE) {
                        throw new IOException("the watch failed: " + Texts.text(object.path("message")));
                    }
                    gone[0] = true;
                    return false;
                }
                default -> {
                    // a bookmark: nothing but its version
                }
            }
            last[0] = object.path("metadata").path("resourceVersion").asText(last[0]);
            return true;
        });
        return gone[0] ? null : last[0];
    }

    private void tell(JsonNode pod, boolean deleted, Instant now, Listener listener) throws InterruptedException {
        for (ContainerState state : states.ofPod(pod, deleted, now)) {
            String key = state.podUid() + "/" + state.name() + "/" + state.restarts();
            ContainerState before = told.get(key);
            if (before == null || !PodStates.sameBut(before, state)) {
                listener.state(state);
            }
            if (deleted) {
                told.remove(key);
            } else {
                told.put(key, state);
            }
            // An earlier life of the same container has no more to tell.
            told.remove(state.podUid() + "/" + state.name() + "/" + (state.restarts() - 1));
        }
    }

    private String pods(String more) {
        return "/api/v1/pods?fieldSelector=" + encoded("spec.nodeName=" + node) + more;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "Kubernetes at " + url + ", node " + node;
    }
}
