package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** The name by which a proxy knows those that it calls on: Envoy's cluster, in Istio with direction and port. */
final class ClusterName {
    private static final int MAX_CHARS = 256;

    private ClusterName() {}

    /**
     * {@code outbound|9080|v1|reviews.shop.svc.cluster.local} is {@code reviews}, any other name a service's as it is. Null for a sidecar's own
     * service, and for the clusters that stand for whatever address was asked ({@code PassthroughCluster}, {@code BlackHoleCluster}).
     */
    static @Nullable String service(String cluster) {
        if (cluster.equals("-") || cluster.startsWith("inbound|")) {
            return null;
        }
        String name = cluster.substring(cluster.lastIndexOf('|') + 1);
        int kubernetes = name.indexOf(".svc.");
        int dot = name.indexOf('.');
        if (kubernetes > 0 && dot > 0) {
            return name.substring(0, dot);
        }
        return name.isEmpty() || name.endsWith("Cluster") ? null : Draft.cut(name, MAX_CHARS);
    }
}
