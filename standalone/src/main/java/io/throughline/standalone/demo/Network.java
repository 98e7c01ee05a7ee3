package io.throughline.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The shop's overlay network: finds a service by its name and carries requests to it, over real connections on loopback. */
final class Network implements AutoCloseable {
    /** Tells the callee the caller's address on the pretended network; on loopback every caller has the same one. */
    static final String ADDRESS = "X-Shop-Address";

    static final String REQUEST_ID = "X-Request-ID";
    static final String USER = "X-Forwarded-User";

    /** For a whole answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, URI> services = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .executor(threads)
            .build();

    void register(String service, int port) {
        services.put(service, URI.create("http://127.0.0.1:" + port));
    }

    URI address(String service) {
        URI address = services.get(service);
        if (address == null) {
            throw new IllegalArgumentException("the shop has no service " + service);
        }
        return address;
    }

    /** @throws IOException no answer within 10 s */
    Answer send(String service, String method, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(service).resolve(path))
                .timeout(TIMEOUT)
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public void close() {
        client.close();
        threads.close();
    }
}
