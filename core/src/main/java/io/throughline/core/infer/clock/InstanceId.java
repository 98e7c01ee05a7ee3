package io.throughline.core.infer.clock;

import io.throughline.core.model.Hop;
import java.util.Comparator;

/**
 * What has a clock of its own: a container or pod.
 *
 * @param service instances of two services may have the same name
 * @param instance empty where records do not name it: then all of a service's records count as one clock's
 */
public record InstanceId(String service, String instance) implements Comparable<InstanceId> {
    private static final Comparator<InstanceId> ORDER =
            Comparator.comparing(InstanceId::service).thenComparing(InstanceId::instance);

    public static InstanceId of(Hop hop) {
        return new InstanceId(hop.service(), hop.instance() == null ? "" : hop.instance());
    }

    @Override
    public int compareTo(InstanceId other) {
        return ORDER.compare(this, other);
    }
}
