package io.throughline.core.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.throughline.core.model.Correlation;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.Vantage;
import io.throughline.core.template.MessageTemplate;
import io.throughline.core.template.MessageTemplates;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log event as an ECS document: one flat object with dotted names, always in the same order, absent members left out. What
 * searchers get and what {@code analyze} writes. On the hot path: hand-driven, with names encoded once.
 */
public final class EcsEvent {
    private static final SerializableString TIMESTAMP = name(EcsFields.TIMESTAMP);
    private static final SerializableString EVENT_ID = name(EcsFields.EVENT_ID);
    private static final SerializableString SERVICE = name(EcsFields.SERVICE);
    private static final SerializableString LEVEL = name(EcsFields.LOG_LEVEL);
    private static final SerializableString MESSAGE = name(EcsFields.MESSAGE);
    private static final SerializableString TEMPLATE_ID = name(EcsFields.TEMPLATE_ID);
    private static final SerializableString TEMPLATE_TEXT = name(EcsFields.TEMPLATE_TEXT);
    private static final SerializableString TRACE = name(EcsFields.TRACE_ID);
    private static final SerializableString SPAN = name(EcsFields.SPAN_ID);
    private static final SerializableString PARENT_SPAN = name(EcsFields.PARENT_SPAN_ID);
    private static final SerializableString REQUEST = name(EcsFields.REQUEST_ID);
    private static final SerializableString FLOW = name(EcsFields.FLOW_ID);
    private static final SerializableString LOGGER = name(EcsFields.LOG_LOGGER);
    private static final SerializableString THREAD = name(EcsFields.THREAD);
    private static final SerializableString HOST = name(EcsFields.HOST);
    private static final SerializableString CONTAINER_ID = name(EcsFields.CONTAINER_ID);
    private static final SerializableString CONTAINER_NAME = name(EcsFields.CONTAINER_NAME);
    private static final SerializableString CONTAINER_IMAGE = name(EcsFields.CONTAINER_IMAGE);
    private static final SerializableString NAMESPACE = name(EcsFields.NAMESPACE);
    private static final SerializableString FILE = name(EcsFields.LOG_FILE);
    private static final SerializableString RECORD_SOURCE = name(EcsFields.RECORD_SOURCE);
    private static final SerializableString RECORD_OFFSET = name(EcsFields.RECORD_OFFSET);
    private static final SerializableString LABELS = name(EcsFields.LABELS);
    private static final SerializableString HOP_ID = name(EcsFields.HOP_ID);
    private static final SerializableString HOP_VANTAGE = name(EcsFields.HOP_VANTAGE);
    private static final SerializableString HOP_SERVICE = name(EcsFields.HOP_SERVICE);
    private static final SerializableString HOP_INSTANCE = name(EcsFields.HOP_INSTANCE);
    private static final SerializableString HOP_OPERATION = name(EcsFields.HOP_OPERATION);
    private static final SerializableString HOP_PEER = name(EcsFields.HOP_PEER);
    private static final SerializableString HOP_LINK = name(EcsFields.HOP_LINK);
    private static final SerializableString EVENT_START = name(EcsFields.EVENT_START);
    private static final SerializableString EVENT_DURATION = name(EcsFields.EVENT_DURATION);
    private static final SerializableString EVENT_OUTCOME = name(EcsFields.EVENT_OUTCOME);
    private static final SerializableString METHOD = name(EcsFields.METHOD);
    private static final SerializableString PATH = name(EcsFields.PATH);
    private static final SerializableString STATUS = name(EcsFields.STATUS);
    private static final SerializableString REQUEST_BYTES = name(EcsFields.REQUEST_BYTES);
    private static final SerializableString RESPONSE_BYTES = name(EcsFields.RESPONSE_BYTES);
    private static final SerializableString USER = name(EcsFields.USER);
    private static final SerializableString SOURCE_IP = name(EcsFields.SOURCE_IP);
    private static final SerializableString USER_AGENT = name(EcsFields.USER_AGENT);

    private static final SerializableString URL_ORIGINAL = name(EcsFields.URL_ORIGINAL);
    private static final SerializableString SOURCE_ADDRESS = name(EcsFields.SOURCE_ADDRESS);

    /** Labels that an event without a request may have, and that a request writes itself. */
    private static final Set<String> OF_HOPS = Set.of(EcsFields.SOURCE_IP, EcsFields.PATH, EcsFields.METHOD);

    /** A template follows from its message, so it is not carried along the line but made where it is written. */
    private static final ThreadLocal<MessageTemplates> TEMPLATES = ThreadLocal.withInitial(MessageTemplates::new);

    private EcsEvent() {}

    /** Writes one whole object, the event's id as {@code event.id} included. */
    public static void write(JsonGenerator json, LogEvent event, @Nullable String flowId) throws IOException {
        json.writeStartObject();
        json.writeFieldName(EVENT_ID);
        json.writeString(event.id());
        writeMembers(json, event, flowId);
        json.writeEndObject();
    }

    /** Writes the members without braces and without {@code event.id}, for those who keep the id elsewhere. */
    public static void writeMembers(JsonGenerator json, LogEvent event, @Nullable String flowId) throws IOException {
        json.writeFieldName(TIMESTAMP);
        writeInstant(json, event.timestamp());
        string(json, SERVICE, event.service());
        string(json, LEVEL, event.level());
        string(json, MESSAGE, event.message());
        template(json, event.message());
        correlation(json, event.correlation());
        string(json, FLOW, flowId);
        string(json, LOGGER, event.logger());
        string(json, THREAD, event.thread());
        origin(json, event.origin());
        Hop hop = event.hop();
        if (hop != null) {
            hop(json, hop, event);
        }
        string(json, RECORD_SOURCE, event.source());
        json.writeFieldName(RECORD_OFFSET);
        json.writeNumber(event.offset());
        derived(json, event);
        labels(json, event);
    }

    /** Writes an instant as text, without making a string. */
    public static void writeInstant(JsonGenerator json, Instant instant) throws IOException {
        if (Timestamps.writable(instant)) {
            char[] text = new char[Timestamps.MAX_LENGTH];
            json.writeString(text, 0, Timestamps.write(instant, text));
        } else {
            json.writeString(instant.toString());
        }
    }

    private static void template(JsonGenerator json, String message) throws IOException {
        if (!message.isEmpty()) {
            MessageTemplate template = TEMPLATES.get().of(message);
            string(json, TEMPLATE_ID, template.id());
            string(json, TEMPLATE_TEXT, template.text());
        }
    }

    private static void correlation(JsonGenerator json, Correlation ids) throws IOException {
        string(json, TRACE, ids.traceId());
        string(json, SPAN, ids.spanId());
        string(json, PARENT_SPAN, ids.parentSpanId());
        string(json, REQUEST, ids.requestId());
    }

    private static void origin(JsonGenerator json, Origin origin) throws IOException {
        string(json, HOST, origin.host());
        string(json, CONTAINER_ID, origin.containerId());
        string(json, CONTAINER_NAME, origin.containerName());
        string(json, CONTAINER_IMAGE, origin.image());
        string(json, NAMESPACE, origin.namespace());
        string(json, FILE, origin.file());
    }

    private static void hop(JsonGenerator json, Hop hop, LogEvent event) throws IOException {
        string(json, HOP_ID, hop.id());
        string(json, HOP_VANTAGE, vantage(hop.vantage()));
        if (!hop.service().equals(event.service())) {
            string(json, HOP_SERVICE, hop.service());
        }
        if (hop.instance() != null && !hop.instance().equals(event.origin().containerName())) {
            string(json, HOP_INSTANCE, hop.instance());
        }
        string(json, HOP_OPERATION, hop.operation());
        string(json, HOP_PEER, hop.peer());
        string(json, HOP_LINK, hop.link());
        json.writeFieldName(EVENT_START);
        writeInstant(json, hop.start());
        json.writeFieldName(EVENT_DURATION);
        json.writeNumber(hop.duration().toNanos());
        string(json, EVENT_OUTCOME, hop.failed() ? "failure" : "success");
        string(json, METHOD, hop.method());
        string(json, PATH, hop.path());
        if (hop.status() != null) {
            json.writeFieldName(STATUS);
            json.writeNumber(hop.status());
        }
        number(json, REQUEST_BYTES, hop.requestBytes());
        number(json, RESPONSE_BYTES, hop.responseBytes());
        string(json, USER, hop.principal());
        string(json, SOURCE_IP, hop.sourceIp());
        string(json, USER_AGENT, hop.userAgent());
    }

    /** What the schema has a second name for. A request that went to a proxy has its whole URL as a label. */
    private static void derived(JsonGenerator json, LogEvent event) throws IOException {
        Map<String, String> labels = event.labels();
        Hop hop = event.hop();
        if (!labels.containsKey(EcsFields.URL_ORIGINAL) && hop != null && hop.path() != null) {
            String query = labels.get("url.query");
            string(json, URL_ORIGINAL, query == null ? hop.path() : hop.path() + "?" + query);
        }
        if (!labels.containsKey(EcsFields.SOURCE_ADDRESS)) {
            String address = hop == null ? null : hop.sourceIp();
            address = address == null ? labels.get(EcsFields.SOURCE_IP) : address;
            string(json, SOURCE_ADDRESS, address == null ? labels.get("source.domain") : address);
        }
    }

    private static void labels(JsonGenerator json, LogEvent event) throws IOException {
        if (event.labels().isEmpty()) {
            return;
        }
        // Sorted, because the order of an immutable map differs from run to run and the same event must give the same
        // bytes.
        Map<String, String> others = new TreeMap<>();
        for (Map.Entry<String, String> label : new TreeMap<>(event.labels()).entrySet()) {
            EcsLabels.Kind kind = EcsLabels.of(label.getKey(), label.getValue());
            if (kind == null || (event.hop() != null && OF_HOPS.contains(label.getKey()))) {
                others.put(label.getKey(), label.getValue());
            } else {
                json.writeFieldName(label.getKey());
                value(json, kind, label.getValue());
            }
        }
        if (others.isEmpty()) {
            return;
        }
        json.writeFieldName(LABELS);
        json.writeStartObject();
        for (Map.Entry<String, String> label : others.entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, EcsLabels.Kind kind, String text) throws IOException {
        String separator = kind.separator();
        if (kind == EcsLabels.Kind.NUMBER) {
            json.writeNumber(Long.parseLong(text));
        } else if (separator == null) {
            json.writeString(text);
        } else {
            json.writeStartArray();
            int from = 0;
            while (from <= text.length()) {
                int next = text.indexOf(separator, from);
                int to = next < 0 ? text.length() : next;
                if (to > from) {
                    json.writeString(text.substring(from, to));
                }
                from = to + separator.length();
            }
            json.writeEndArray();
        }
    }

    /** The lower-case word of a vantage, as documents have it. */
    public static String vantage(Vantage vantage) {
        return switch (vantage) {
            case INBOUND -> "inbound";
            case OUTBOUND -> "outbound";
            case INTERNAL -> "internal";
        };
    }

    private static SerializableString name(String field) {
        return new SerializedString(field);
    }

    private static void string(JsonGenerator json, SerializableString name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeString(value);
        }
    }

    private static void number(JsonGenerator json, SerializableString name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeNumber(value);
        }
    }
}
