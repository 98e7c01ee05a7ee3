package io.throughline.ingest.receive.http.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.throughline.core.model.Origin;
import io.throughline.ingest.receive.peers.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sends, by the attributes that OpenTelemetry's semantic conventions give a resource. */
final class OtlpResource {
    /** Of the others, such as the SDK's version and the command line, nothing is repeated in every record. */
    private static final List<String> TOLD = List.of("service.", "deployment.", "host.name", "container.", "k8s.");

    private final Map<String, AnyValue> attributes;
    private final @Nullable String host;
    private final @Nullable String service;

    OtlpResource(Resource resource) {
        this.attributes = attributes(resource.getAttributesList());
        this.host = first("host.name", "k8s.node.name");
        this.service = first("service.name");
    }

    /** By name; the first of each. */
    static Map<String, AnyValue> attributes(List<KeyValue> list) {
        Map<String, AnyValue> attributes = new LinkedHashMap<>();
        for (KeyValue attribute : list) {
            attributes.putIfAbsent(attribute.getKey(), attribute.getValue());
        }
        return attributes;
    }

    @Nullable
    String host() {
        return host;
    }

    @Nullable
    String service() {
        return service;
    }

    @Nullable
    String containerId() {
        return first("container.id");
    }

    /** What Throughline calls an instance. */
    @Nullable
    String instance() {
        return first("k8s.pod.name", "container.name", "service.instance.id");
    }

    @Nullable
    String image() {
        String name = first("container.image.name");
        String tag = first("container.image.tag", "container.image.tags");
        return name == null || tag == null ? name : name + ":" + tag;
    }

    Origin origin(String peer) {
        return new Origin(
                host == null ? peer : host,
                service,
                containerId(),
                first("k8s.pod.name", "container.name"),
                Names.name(image()),
                first("k8s.namespace.name"),
                null,
                null);
    }

    /** Those attributes that its records are told by. */
    Map<String, AnyValue> told() {
        Map<String, AnyValue> told = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            if (TOLD.stream().anyMatch(name::startsWith)) {
                told.put(name, value);
            }
        });
        return told;
    }

    private @Nullable String first(String... names) {
        for (String name : names) {
            String text = Names.name(text(attributes.get(name)));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** A plain value, or the first of several. */
    static @Nullable String text(@Nullable AnyValue value) {
        return value == null
                ? null
                : switch (value.getValueCase()) {
                    case STRING_VALUE -> value.getStringValue();
                    case INT_VALUE -> Long.toString(value.getIntValue());
                    case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
                    case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
                    case ARRAY_VALUE ->
                        value.getArrayValue().getValuesCount() == 0
                                ? null
                                : value.getArrayValue().getValues(0).getStringValue();
                    default -> null;
                };
    }
}
