package io.throughline.core.parse;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pod of an audit event's {@code requestObject}, or the pod that a deployment, a job or another maker of pods asks for, would be
 * allowed to do: one fact a label, whichever of its containers, of the first, the usual and the ephemeral ones, has it. What is absent and
 * allows something is a fact, too. Source: Kubernetes reference, "Pod", v1 core.
 */
final class PodFacts {
    private static final String PREFIX = KubernetesAudit.PREFIX + "pod.";
    private static final String OBJECT = "requestObject.";
    private static final String[] KINDS = {"containers.", "initContainers.", "ephemeralContainers."};

    /** Of one label, where one may have more. */
    private static final int MAX_CHARS = 1000;

    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final Set<String> hostPaths = new LinkedHashSet<>();
    private final Set<String> hostNamespaces = new LinkedHashSet<>();
    private int leftOut;

    private static final class Container {
        private @Nullable String image;
        private boolean isPrivileged;
        private boolean mayEscalate = true;
        private final Set<String> capabilities = new LinkedHashSet<>();

        void set(String field, String value) {
            switch (field) {
                case "image" -> image = value;
                case "securityContext.privileged", "securityContext.windowsOptions.hostProcess" ->
                    isPrivileged |= value.equals("true");
                case "securityContext.allowPrivilegeEscalation" -> mayEscalate = !value.equals("false");
                default -> {
                    if (field.startsWith("securityContext.capabilities.add.")) {
                        capabilities.add(value);
                    }
                }
            }
        }
    }

    /** Nothing where the event has no pod in it, as events of the level Metadata have. */
    void read(JsonValues values, Draft draft) {
        containers.clear();
        hostPaths.clear();
        hostNamespaces.clear();
        leftOut = 0;
        values.all().forEach(this::sort);
        Set<String> images = new LinkedHashSet<>();
        Set<String> repositories = new LinkedHashSet<>();
        Set<String> registries = new LinkedHashSet<>();
        Set<String> mutable = new LinkedHashSet<>();
        Set<String> privileged = new LinkedHashSet<>();
        Set<String> escalating = new LinkedHashSet<>();
        Set<String> capabilities = new LinkedHashSet<>();
        for (Container container : containers.values()) {
            if (container.image == null) {
                continue; // a patch that changes something else
            }
            String repository = repository(container.image);
            images.add(container.image);
            repositories.add(repository);
            registries.add(registry(repository));
            if (container.image.indexOf('@') < 0) {
                mutable.add(container.image);
            }
            if (container.isPrivileged) {
                privileged.add(repository);
            }
            if (container.isPrivileged || container.mayEscalate) {
                escalating.add(repository);
            }
            capabilities.addAll(container.capabilities);
        }
        label("images", images, draft);
        label("repositories", repositories, draft);
        label("registries", registries, draft);
        label("images_without_digest", mutable, draft);
        label("privileged", privileged, draft);
        label("may_escalate", escalating, draft);
        label("capabilities", capabilities, draft);
        label("host_paths", hostPaths, draft);
        label("host_namespaces", hostNamespaces, draft);
        if (leftOut > 0) {
            draft.ownLabel(PREFIX + "left_out", Integer.toString(leftOut));
        }
    }

    private void sort(String name, String value) {
        if (!name.startsWith(OBJECT) || name.startsWith(OBJECT + "metadata.")) {
            return;
        }
        for (String kind : KINDS) {
            int at = name.indexOf(kind, OBJECT.length());
            int place = at + kind.length();
            int dot = at < 0 ? -1 : name.indexOf('.', place);
            boolean isList = at == OBJECT.length() || (at > 0 && name.startsWith("spec.", at - 5));
            if (dot > 0 && isList) {
                containers
                        .computeIfAbsent(name.substring(0, dot), any -> new Container())
                        .set(name.substring(dot + 1), value);
                return;
            }
        }
        // A persistent volume is such a path itself.
        boolean isVolume = name.contains("spec.volumes.") || name.equals(OBJECT + "spec.hostPath.path");
        if (isVolume && name.endsWith(".hostPath.path")) {
            hostPaths.add(plain(value));
        } else if (value.equals("true")) {
            if (name.endsWith("spec.hostNetwork")) {
                hostNamespaces.add("network");
            } else if (name.endsWith("spec.hostPID")) {
                hostNamespaces.add("pid");
            } else if (name.endsWith("spec.hostIPC")) {
                hostNamespaces.add("ipc");
            }
        }
    }

    /** Less the tag and the digest: {@code registry:5000/a/b} of {@code registry:5000/a/b:1@sha256:...}. */
    static String repository(String image) {
        int digest = image.indexOf('@');
        String named = digest < 0 ? image : image.substring(0, digest);
        int tag = named.lastIndexOf(':');
        return tag > named.lastIndexOf('/') ? named.substring(0, tag) : named;
    }

    /** A first part with a dot or a port is a host; else the image is Docker Hub's. Source: distribution/reference, "familiar names". */
    static String registry(String repository) {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean isHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        return isHost ? first : "docker.io";
    }

    /** With one slash for several and none at the end, as the host's kernel takes a path. */
    private static String plain(String path) {
        StringBuilder plain = new StringBuilder();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                plain.append('/').append(part);
            }
        }
        return plain.isEmpty() ? "/" : plain.toString();
    }

    /** What has no place is counted: a list of which a part is missing proves nothing. */
    private void label(String name, Set<String> values, Draft draft) {
        int most = Math.min(MAX_CHARS, draft.maxLabelChars());
        StringBuilder joined = new StringBuilder();
        for (String value : values) {
            if (joined.length() + value.length() + 2 > most) {
                leftOut++;
            } else {
                joined.append(joined.isEmpty() ? "" : ", ").append(value);
            }
        }
        draft.label(PREFIX + name, joined.toString());
    }
}
