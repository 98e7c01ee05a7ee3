package io.throughline.ingest.receive.http.web;

import io.throughline.core.model.Origin;
import io.throughline.ingest.receive.peers.Names;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a JSON record says that it was written: in the names of ECS (Filebeat, Logstash), of Fluent Bit's and Fluentd's Kubernetes
 * filters, and of Docker's fluentd driver.
 */
public final class JsonOrigin {
    private static final String[] HOST = {
        "host.name",
        "host.hostname",
        "host",
        "hostname",
        "kubernetes.host",
        "kubernetes.node.name",
        "agent.hostname",
        "agent.name"
    };
    private static final String[] SERVICE = {"service.name", "service"};
    private static final String[] CONTAINER_ID = {
        "container.id", "container_id", "kubernetes.docker_id", "docker.container_id", "kubernetes.container_id"
    };
    private static final String[] CONTAINER_NAME = {
        "kubernetes.pod_name", "kubernetes.pod.name", "container.name", "container_name"
    };
    private static final String[] IMAGE = {
        "container.image.name", "kubernetes.container_image", "container_image", "image_name"
    };
    private static final String[] NAMESPACE = {"kubernetes.namespace_name", "kubernetes.namespace"};

    /** What has to be asked for. */
    public static final Set<String> NAMES = Stream.of(HOST, SERVICE, CONTAINER_ID, CONTAINER_NAME, IMAGE, NAMESPACE)
            .flatMap(Stream::of)
            .collect(Collectors.toUnmodifiableSet());

    private JsonOrigin() {}

    /** @param peer the host, where the record names none */
    public static Origin of(JsonObject object, String peer) {
        String host = Names.name(object.firstOf(HOST));
        String container = object.firstOf(CONTAINER_NAME);
        // The engine writes /shop_orders_1.
        boolean slash = container != null && container.startsWith("/");
        return new Origin(
                host == null ? peer : host,
                Names.name(object.firstOf(SERVICE)),
                Names.name(object.firstOf(CONTAINER_ID)),
                Names.name(slash ? withoutFirst(container) : container),
                Names.name(object.firstOf(IMAGE)),
                Names.name(object.firstOf(NAMESPACE)),
                null,
                null);
    }

    private static @Nullable String withoutFirst(@Nullable String text) {
        return text == null ? null : text.substring(1);
    }
}
