package io.throughline.ingest.containers;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.Privileges;
import io.throughline.core.source.DockerLabels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Docker's engine says of a container: {@code GET /containers/ID/json}, and its events. */
final class DockerStates {
    private final String host;

    DockerStates(String host) {
        this.host = host;
    }

    static boolean isId(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    static boolean isDigest(String text) {
        return text.matches("sha256:[0-9a-f]{64}");
    }

    /** Null for what changes nothing of what is told of a container. */
    static @Nullable Action action(String action) {
        return switch (action) {
            case "start" -> Action.STARTED;
            case "create", "rename", "update" -> Action.SEEN;
            case "die" -> Action.ENDED;
            case "destroy" -> Action.REMOVED;
            default -> null;
        };
    }

    /** The labels that an event carries are the container's, next to a few attributes of the event. */
    ContainerState ofEvent(JsonNode event, Action action, Instant time) {
        JsonNode attributes = event.path("Actor").path("Attributes");
        Map<String, String> labels = Texts.labels(attributes);
        String exitCode = labels.remove("exitCode");
        String image = labels.remove("image");
        String name = labels.remove("name");
        labels.remove("execDuration");
        labels.remove("signal");
        return state(
                new Known(
                        event.path("Actor").path("ID").asText(),
                        name == null ? "" : name,
                        image,
                        null,
                        exitCode != null && exitCode.matches("[0-9]{1,3}") ? Integer.valueOf(exitCode) : null,
                        labels,
                        Privileges.UNKNOWN),
                action,
                time);
    }

    ContainerState ofContainer(JsonNode container, String digest, Action action, Instant time) {
        JsonNode config = container.path("Config");
        JsonNode state = container.path("State");
        boolean ended = "exited".equals(state.path("Status").asText());
        return state(
                new Known(
                        container.path("Id").asText(),
                        container.path("Name").asText().replaceFirst("^/", ""),
                        Texts.text(config.path("Image")),
                        isDigest(digest) ? digest : null,
                        ended ? state.path("ExitCode").asInt() : null,
                        Texts.labels(config.path("Labels")),
                        privileges(container.path("HostConfig"), config)),
                action,
                time);
    }

    private ContainerState state(Known known, Action action, Instant time) {
        String pod = known.labels.get(DockerLabels.POD_NAME);
        String inPod = known.labels.get(DockerLabels.POD_CONTAINER);
        return new ContainerState(
                time,
                action,
                host,
                known.id,
                pod != null && inPod != null ? inPod : known.name,
                DockerLabels.service(known.labels, known.name),
                known.image,
                known.digest,
                known.labels.get(DockerLabels.POD_NAMESPACE),
                pod,
                known.labels.get(DockerLabels.POD_UID),
                0,
                known.exitCode,
                known.labels,
                known.privileges);
    }

    private static Privileges privileges(JsonNode host, JsonNode config) {
        List<String> options = Texts.list(host.path("SecurityOpt"));
        List<String> namespaces = new ArrayList<>();
        for (String namespace : List.of("Network", "Pid", "Ipc")) {
            if (host.path(namespace + "Mode").asText().equals("host")) {
                namespaces.add(namespace.toLowerCase(Locale.ROOT));
            }
        }
        return new Privileges(
                Texts.flag(host.path("Privileged")),
                options.stream().noneMatch(option -> option.matches("no-new-privileges([:=]true)?")),
                Texts.list(host.path("CapAdd")),
                Texts.list(host.path("CapDrop")),
                namespaces,
                Texts.list(host.path("Binds")),
                Texts.text(config.path("User")),
                Texts.flag(host.path("ReadonlyRootfs")),
                options.stream()
                        .filter(option -> option.startsWith("seccomp") || option.startsWith("apparmor"))
                        .toList());
    }

    private record Known(
            String id,
            String name,
            @Nullable String image,
            @Nullable String digest,
            @Nullable Integer exitCode,
            Map<String, String> labels,
            Privileges privileges) {}
}
