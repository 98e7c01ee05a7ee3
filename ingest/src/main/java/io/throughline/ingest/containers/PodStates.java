package io.throughline.ingest.containers;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.Privileges;
import io.throughline.core.source.PodName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a pod says of its containers, the ephemeral and the initial ones, too. Source: Kubernetes API, Pod v1. */
final class PodStates {
    private static final String[][] KINDS = {
        {"initContainers", "initContainerStatuses"},
        {"containers", "containerStatuses"},
        {"ephemeralContainers", "ephemeralContainerStatuses"}
    };

    private final String host;

    PodStates(String host) {
        this.host = host;
    }

    /** @param now for what the pod does not give a time of */
    List<ContainerState> ofPod(JsonNode pod, boolean deleted, Instant now) {
        List<ContainerState> states = new ArrayList<>();
        JsonNode spec = pod.path("spec");
        for (String[] kind : KINDS) {
            Map<String, JsonNode> statuses = new HashMap<>();
            pod.path("status")
                    .path(kind[1])
                    .forEach(status -> statuses.put(status.path("name").asText(), status));
            for (JsonNode container : spec.path(kind[0])) {
                String name = container.path("name").asText();
                JsonNode status = statuses.getOrDefault(name, pod.path("no such member"));
                states.add(state(pod, container, status, deleted, now));
            }
        }
        return states;
    }

    /** Whether nothing but the time differs. */
    static boolean sameBut(ContainerState before, ContainerState after) {
        return at(before, after.action(), after.time()).equals(after) && before.action() == after.action();
    }

    static ContainerState removed(ContainerState last, Instant time) {
        return at(last, Action.REMOVED, time);
    }

    private static ContainerState at(ContainerState state, Action action, Instant time) {
        return new ContainerState(
                time,
                action,
                state.host(),
                state.id(),
                state.name(),
                state.service(),
                state.image(),
                state.imageDigest(),
                state.namespace(),
                state.pod(),
                state.podUid(),
                state.restarts(),
                state.exitCode(),
                state.labels(),
                state.privileges());
    }

    private ContainerState state(JsonNode pod, JsonNode container, JsonNode status, boolean deleted, Instant now) {
        JsonNode metadata = pod.path("metadata");
        JsonNode ended = status.path("state").path("terminated");
        Instant started = time(status.path("state").path("running").path("startedAt"));
        Instant finished = time(ended.path("finishedAt"));
        Action action = deleted
                ? Action.REMOVED
                : finished != null ? Action.ENDED : started != null ? Action.STARTED : Action.SEEN;
        Instant time = switch (action) {
            case STARTED -> started == null ? now : started;
            case ENDED -> finished == null ? now : finished;
            default -> now;
        };
        return new ContainerState(
                time,
                action,
                host,
                afterScheme(Texts.text(status.path("containerID"))),
                container.path("name").asText(),
                service(metadata),
                Texts.text(container.path("image")),
                digest(Texts.text(status.path("imageID"))),
                Texts.text(metadata.path("namespace")),
                Texts.text(metadata.path("name")),
                Texts.text(metadata.path("uid")),
                status.path("restartCount").asInt(),
                ended.isMissingNode() ? null : ended.path("exitCode").asInt(),
                Texts.labels(metadata.path("labels")),
                privileges(pod.path("spec"), container));
    }

    /** The workload: the owner's name, which for a Deployment's ReplicaSet ends in a hash that the pod's label repeats. */
    private static @Nullable String service(JsonNode metadata) {
        String pod = Texts.text(metadata.path("name"));
        for (JsonNode owner : metadata.path("ownerReferences")) {
            String name = Texts.text(owner.path("name"));
            if (name != null && owner.path("controller").asBoolean()) {
                String hash =
                        "-" + metadata.path("labels").path("pod-template-hash").asText();
                boolean replicaSet = owner.path("kind").asText().equals("ReplicaSet") && name.endsWith(hash);
                return replicaSet && hash.length() > 1 ? name.substring(0, name.length() - hash.length()) : name;
            }
        }
        return pod == null ? null : PodName.workload(pod);
    }

    private static Privileges privileges(JsonNode spec, JsonNode container) {
        JsonNode own = container.path("securityContext");
        JsonNode ofPod = spec.path("securityContext");
        List<String> namespaces = new ArrayList<>();
        for (String[] namespace : new String[][] {{"hostNetwork", "network"}, {"hostPID", "pid"}, {"hostIPC", "ipc"}}) {
            if (spec.path(namespace[0]).asBoolean()) {
                namespaces.add(namespace[1]);
            }
        }
        String user = Texts.text(own.path("runAsUser"));
        return new Privileges(
                Texts.flag(own.path("privileged")),
                Texts.flag(own.path("allowPrivilegeEscalation")),
                Texts.list(own.path("capabilities").path("add")),
                Texts.list(own.path("capabilities").path("drop")),
                namespaces,
                hostPaths(spec, container),
                user == null ? Texts.text(ofPod.path("runAsUser")) : user,
                Texts.flag(own.path("readOnlyRootFilesystem")),
                profiles(own, ofPod));
    }

    private static List<String> hostPaths(JsonNode spec, JsonNode container) {
        Map<String, String> ofHost = new HashMap<>();
        for (JsonNode volume : spec.path("volumes")) {
            String path = Texts.text(volume.path("hostPath").path("path"));
            if (path != null) {
                ofHost.put(volume.path("name").asText(), path);
            }
        }
        List<String> paths = new ArrayList<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            String path = ofHost.get(mount.path("name").asText());
            if (path != null) {
                paths.add(path + (mount.path("readOnly").asBoolean() ? ":ro" : ""));
            }
        }
        return paths;
    }

    private static List<String> profiles(JsonNode own, JsonNode ofPod) {
        List<String> profiles = new ArrayList<>();
        for (String[] kind : new String[][] {{"seccompProfile", "seccomp"}, {"appArmorProfile", "apparmor"}}) {
            JsonNode profile = own.has(kind[0]) ? own.path(kind[0]) : ofPod.path(kind[0]);
            String type = Texts.text(profile.path("type"));
            if (type != null) {
                profiles.add(kind[1] + "=" + type.toLowerCase(Locale.ROOT));
            }
        }
        return profiles;
    }

    /** {@code containerd://64 hex digits}. */
    private static @Nullable String afterScheme(@Nullable String id) {
        int scheme = id == null ? -1 : id.indexOf("://");
        return id == null || scheme < 0 ? id : id.substring(scheme + 3);
    }

    /** {@code registry/name@sha256:...}, with a scheme before it in old versions; some engines give the image's own id. */
    private static @Nullable String digest(@Nullable String imageId) {
        String digest = imageId == null ? "" : imageId.substring(imageId.lastIndexOf('@') + 1);
        digest = digest.substring(Math.max(0, digest.lastIndexOf("sha256:")));
        return DockerStates.isDigest(digest) ? digest : null;
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            return node.isTextual() ? Instant.parse(node.asText()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
