package io.throughline.core.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as its engine describes it at one moment. A line of its log has the same {@link Origin#containerId}, and so is pinned to
 * the image and the privileges that the container had then.
 *
 * @param time when it was so: of the event, else when the engine was asked
 * @param action what happened then
 * @param id the engine's, full length; null for one that was never started
 * @param name within its pod, or the engine's name for it
 * @param service the workload that it belongs to
 * @param image the reference as configured
 * @param imageDigest {@code sha256:...} of the image that it really runs
 * @param pod the pod's name; null outside of Kubernetes
 * @param podUid the same for all lives of a container in one pod
 * @param restarts how many lives it had before this one; the kubelet names its log file after that
 * @param exitCode of one that has ended
 * @param labels the pod's, else the container's own; bounded
 */
public record ContainerState(
        Instant time,
        Action action,
        String host,
        @Nullable String id,
        String name,
        @Nullable String service,
        @Nullable String image,
        @Nullable String imageDigest,
        @Nullable String namespace,
        @Nullable String pod,
        @Nullable String podUid,
        int restarts,
        @Nullable Integer exitCode,
        Map<String, String> labels,
        Privileges privileges) {
    /** What happened to a container. */
    public enum Action {
        /** It was there when the engine was asked, or has changed. */
        SEEN,
        STARTED,
        ENDED,
        REMOVED
    }

    public ContainerState {
        labels = Map.copyOf(labels);
    }
}
