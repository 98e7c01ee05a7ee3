package io.throughline.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a raw record was written: constant for one source (a file, a connection), so it is sent and decoded once per source.
 *
 * @param host the host that ran the writer
 * @param service the service's name as far as the shipper knows it; a record's own {@code service.name} wins
 * @param containerId the engine's id, full length
 * @param containerName the container's or pod's name: the instance
 * @param image the image reference as configured
 * @param namespace the Kubernetes namespace
 * @param file the path that the record was read from
 * @param format a {@code Format} name given by the operator; absent: detected
 */
public record Origin(
        String host,
        @Nullable String service,
        @Nullable String containerId,
        @Nullable String containerName,
        @Nullable String image,
        @Nullable String namespace,
        @Nullable String file,
        @Nullable String format) {
    public Origin {
        if (host.isBlank()) {
            throw new IllegalArgumentException("an origin needs a host");
        }
    }

    /** The origin of which only the host is known. */
    public static Origin ofHost(String host) {
        return new Origin(host, null, null, null, null, null, null, null);
    }
}
