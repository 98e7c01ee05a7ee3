package io.throughline.core.rule.match;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.schema.EcsEvent;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.EcsLabels;
import io.throughline.core.schema.Timestamps;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where each name of the schema is in an event; a name that the model has no member for is a label's. The same as documents have. */
final class FieldReaders {
    private static final String LIST = ", ";
    private static final String AUDIT = "kubernetes.audit.";
    private static final Map<String, FieldReader> KNOWN = new HashMap<>();

    static {
        KNOWN.put(EcsFields.TIMESTAMP, (event, into) -> instant(event.timestamp(), into));
        event(EcsFields.EVENT_ID, LogEvent::id);
        event(EcsFields.MESSAGE, LogEvent::message);
        event(EcsFields.LOG_LEVEL, LogEvent::level);
        event(EcsFields.LOG_LOGGER, LogEvent::logger);
        event(EcsFields.THREAD, LogEvent::thread);
        event(EcsFields.SERVICE, LogEvent::service);
        event(EcsFields.RECORD_SOURCE, LogEvent::source);
        event(EcsFields.HOST, event -> event.origin().host());
        event(EcsFields.CONTAINER_ID, event -> event.origin().containerId());
        event(EcsFields.CONTAINER_NAME, event -> event.origin().containerName());
        event(EcsFields.CONTAINER_IMAGE, event -> event.origin().image());
        event(EcsFields.LOG_FILE, event -> event.origin().file());
        labelOr(EcsFields.NAMESPACE, event -> event.origin().namespace());
        event(EcsFields.TRACE_ID, event -> event.correlation().traceId());
        event(EcsFields.SPAN_ID, event -> event.correlation().spanId());
        event(EcsFields.PARENT_SPAN_ID, event -> event.correlation().parentSpanId());
        event(EcsFields.REQUEST_ID, event -> event.correlation().requestId());
        hop(EcsFields.HOP_ID, Hop::id);
        hop(EcsFields.HOP_VANTAGE, hop -> EcsEvent.vantage(hop.vantage()));
        hop(EcsFields.HOP_SERVICE, Hop::service);
        hop(EcsFields.HOP_INSTANCE, Hop::instance);
        hop(EcsFields.HOP_OPERATION, Hop::operation);
        hop(EcsFields.HOP_PEER, Hop::peer);
        hop(EcsFields.HOP_LINK, Hop::link);
        hop(EcsFields.EVENT_OUTCOME, hop -> hop.failed() ? "failure" : "success");
        hop(EcsFields.METHOD, Hop::method);
        hop(EcsFields.PATH, Hop::path);
        hop(EcsFields.USER, Hop::principal);
        hop(EcsFields.SOURCE_IP, Hop::sourceIp);
        KNOWN.put(EcsFields.USER_AGENT, FieldReaders::agent);
        number(EcsFields.STATUS, Hop::status);
        number(EcsFields.REQUEST_BYTES, Hop::requestBytes);
        number(EcsFields.RESPONSE_BYTES, Hop::responseBytes);
        number(EcsFields.EVENT_DURATION, hop -> hop.duration().toNanos());
        // W3C's, in milliseconds; the schema has it in nanoseconds.
        number("time-taken", hop -> hop.duration().toMillis());
        KNOWN.put(EcsFields.EVENT_START, FieldReaders::start);
        KNOWN.put(EcsFields.URL_ORIGINAL, FieldReaders::url);
        KNOWN.put("url.extension", FieldReaders::extension);
        labelOr(EcsFields.SOURCE_ADDRESS, FieldReaders::address);
        joined(AUDIT + "hostPath", "volumes.hostPath.path");
        joined(
                AUDIT + "capabilities",
                "containers.securityContext.capabilities.add",
                "initContainers.securityContext.capabilities.add");
    }

    private FieldReaders() {}

    static FieldReader of(String name) {
        FieldReader known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        boolean several = EcsLabels.all().get(name) == EcsLabels.Kind.LIST || name.startsWith(AUDIT);
        return (event, into) -> label(event, name, several, into);
    }

    private static void event(String name, Function<LogEvent, @Nullable String> member) {
        KNOWN.put(name, (event, into) -> add(member.apply(event), into));
    }

    /** Events without a request may have such a field as a label. */
    private static void hop(String name, Function<Hop, @Nullable String> member) {
        KNOWN.put(name, (event, into) -> {
            Hop hop = event.hop();
            String value = hop == null ? null : member.apply(hop);
            add(value == null ? event.labels().get(name) : value, into);
        });
    }

    private static void number(String name, Function<Hop, ? extends @Nullable Number> member) {
        KNOWN.put(name, (event, into) -> {
            Hop hop = event.hop();
            Number value = hop == null ? null : member.apply(hop);
            if (value != null) {
                into.add(value.longValue());
            } else {
                add(event.labels().get(name), into);
            }
        });
    }

    private static void labelOr(String name, Function<LogEvent, @Nullable String> member) {
        KNOWN.put(name, (event, into) -> {
            String label = event.labels().get(name);
            add(label == null ? member.apply(event) : label, into);
        });
    }

    /** What audit events have of a pod, or of that which makes pods. */
    private static void joined(String name, String... paths) {
        KNOWN.put(name, (event, into) -> {
            if (event.labels().size() < 2) {
                return;
            }
            label(event, name, true, into);
            for (String path : paths) {
                label(event, AUDIT + "requestObject.spec." + path, true, into);
                label(event, AUDIT + "requestObject.spec.template.spec." + path, true, into);
            }
        });
    }

    private static void label(LogEvent event, String name, boolean several, FieldValue into) {
        String value = event.labels().get(name);
        if (value != null && several) {
            into.addList(value, LIST);
        } else {
            add(value, into);
        }
    }

    /** One that was sent without text is there, too. */
    private static void agent(LogEvent event, FieldValue into) {
        Hop hop = event.hop();
        String sent = hop == null ? null : hop.userAgent();
        String agent = sent == null ? event.labels().get(EcsFields.USER_AGENT) : sent;
        if (agent != null) {
            into.add(agent);
        }
    }

    private static void start(LogEvent event, FieldValue into) {
        Hop hop = event.hop();
        if (hop != null) {
            instant(hop.start(), into);
        }
    }

    /** The path and the query, where no label has the whole. */
    private static void url(LogEvent event, FieldValue into) {
        String whole = event.labels().get(EcsFields.URL_ORIGINAL);
        Hop hop = event.hop();
        String path = hop == null ? null : hop.path();
        if (whole != null) {
            into.add(whole);
        } else if (path != null) {
            String query = event.labels().get("url.query");
            if (query == null) {
                into.add(path);
            } else {
                into.add(path, '?', query);
            }
        }
    }

    /** Without its dot. */
    private static void extension(LogEvent event, FieldValue into) {
        Hop hop = event.hop();
        String path = hop == null ? null : hop.path();
        int dot = path == null ? -1 : path.lastIndexOf('.');
        if (path != null && dot > path.lastIndexOf('/') && dot + 1 < path.length()) {
            into.add(path, dot + 1, path.length());
        }
    }

    private static @Nullable String address(LogEvent event) {
        Hop hop = event.hop();
        String address = hop == null ? null : hop.sourceIp();
        address = address == null ? event.labels().get(EcsFields.SOURCE_IP) : address;
        return address == null ? event.labels().get("source.domain") : address;
    }

    private static void instant(Instant instant, FieldValue into) {
        if (Timestamps.writable(instant)) {
            char[] text = new char[Timestamps.MAX_LENGTH];
            into.add(text, Timestamps.write(instant, text));
        } else {
            into.add(instant.toString());
        }
    }

    private static void add(@Nullable String value, FieldValue into) {
        if (value != null && !value.isEmpty()) {
            into.add(value);
        }
    }

    /**
     * For keywords: the message and every other text.
     *
     * @param onlyOnce whether what the message has in it, as an access line has all of its parts, may be left out, as no keyword asks
     *     for a place
     */
    static FieldReader everyText(boolean onlyOnce) {
        return (event, into) -> {
            String message = event.message();
            add(message, into);
            String known = onlyOnce ? message : "";
            Hop hop = event.hop();
            if (hop != null) {
                other(hop.path(), known, into);
                other(hop.userAgent(), known, into);
                other(hop.principal(), known, into);
                other(hop.sourceIp(), known, into);
                other(hop.method(), known, into);
                if (hop.status() != null) {
                    into.add(hop.status());
                }
            }
            for (String label : event.labels().values()) {
                other(label, known, into);
            }
        };
    }

    private static void other(@Nullable String value, String known, FieldValue into) {
        if (value != null && !known.contains(value)) {
            add(value, into);
        }
    }
}
