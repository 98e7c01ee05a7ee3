package io.throughline.ingest.containers;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.ContainerState.Action;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Docker's engine, asked over its socket. A container that lives for a second is asked for when it is created; what is gone by then is
 * known from the event itself. Source: Docker Engine API 1.41, which all engines since 20.10 answer.
 */
final class DockerEngine implements Engine {
    private static final String EVENTS = "/v1.41/events?filters=%7B%22type%22%3A%5B%22container%22%5D%7D";

    private final EngineClient client;
    private final DockerStates states;
    private final Path socket;
    private final Duration relist;
    private @Nullable Instant since;

    DockerEngine(ContainersConfig config) throws IOException {
        this.socket = config.dockerSocket();
        this.relist = config.relistInterval();
        this.states = new DockerStates(config.host());
        Transport transport = new Transport.TCPUnix(socket);
        this.client = new EngineClient(
                Clients.start(new HttpClient()), URI.create("http://docker"), request -> request.transport(transport));
    }

    @Override
    public void follow(Listener listener) throws IOException, InterruptedException {
        Instant now = Instant.now();
        Instant from = since == null ? now : since;
        JsonNode all = client.get("/v1.41/containers/json?all=1");
        if (all == null) {
            throw new IOException("no Docker engine answers, or one before 20.10");
        }
        for (JsonNode one : all) {
            tell(one.path("Id").asText(), Action.SEEN, now, listener);
        }
        listener.listed();
        since = from;
        // What happened while they were asked for is told again: the engine keeps its last events.
        client.lines(
                EVENTS + "&since=" + decimal(from) + "&until=" + decimal(now.plus(relist)), Duration.ZERO, line -> {
                    event(line, listener);
                    return true;
                });
    }

    private void event(byte[] line, Listener listener) throws IOException, InterruptedException {
        JsonNode event = client.parse(line);
        Instant time = Instant.ofEpochSecond(0, event.path("timeNano").asLong());
        Action action = DockerStates.action(event.path("Action").asText());
        listener.event(line);
        if (action == Action.STARTED || action == Action.SEEN) {
            if (!tell(event.path("Actor").path("ID").asText(), action, time, listener)) {
                listener.state(states.ofEvent(event, action, time));
            }
        } else if (action != null) {
            listener.state(states.ofEvent(event, action, time));
        }
        since = time.plusNanos(1);
    }

    /** @return false: there is no such container any more */
    private boolean tell(String id, Action action, Instant time, Listener listener)
            throws IOException, InterruptedException {
        if (!DockerStates.isId(id)) {
            return false;
        }
        JsonNode container = client.get("/v1.41/containers/" + id + "/json");
        if (container == null) {
            return false;
        }
        ContainerState state = states.ofContainer(container, digest(container), action, time);
        listener.state(state);
        return true;
    }

    /** The digest under which a registry knows the image, else the image's own id. */
    private String digest(JsonNode container) throws IOException, InterruptedException {
        String id = container.path("Image").asText();
        JsonNode image = DockerStates.isDigest(id) ? client.get("/v1.41/images/" + id + "/json") : null;
        String registered =
                image == null ? "" : image.path("RepoDigests").path(0).asText();
        int at = registered.indexOf('@');
        return at < 0 ? id : registered.substring(at + 1);
    }

    private static String decimal(Instant time) {
        return time.getEpochSecond() + ".%09d".formatted(time.getNano());
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "Docker at " + socket;
    }
}
