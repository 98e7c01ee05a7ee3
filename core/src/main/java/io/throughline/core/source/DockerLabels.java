package io.throughline.core.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels by which those who start Docker's containers say what they are. */
public final class DockerLabels {
    public static final String POD_NAME = "io.kubernetes.pod.name";
    public static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
    public static final String POD_UID = "io.kubernetes.pod.uid";
    public static final String POD_CONTAINER = "io.kubernetes.container.name";

    private static final String COMPOSE_SERVICE = "com.docker.compose.service";
    private static final String SWARM_SERVICE = "com.docker.swarm.service.name";

    private DockerLabels() {}

    /** The service as an orchestrator names it, else the container's own name. */
    public static @Nullable String service(Map<String, String> labels, @Nullable String name) {
        String pod = labels.get(POD_NAME);
        if (pod != null) {
            return PodName.workload(pod);
        }
        String service = labels.getOrDefault(COMPOSE_SERVICE, labels.get(SWARM_SERVICE));
        return service == null ? name : service;
    }

    static boolean has(String label) {
        return switch (label) {
            case POD_NAME, POD_NAMESPACE, POD_UID, POD_CONTAINER, COMPOSE_SERVICE, SWARM_SERVICE -> true;
            default -> false;
        };
    }
}
