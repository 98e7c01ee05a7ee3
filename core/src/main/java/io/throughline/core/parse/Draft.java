package io.throughline.core.parse;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RequestParts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event in the making: what the parsers found so far. Used again for every record. */
final class Draft {
    /** One keyword in Elasticsearch may have 32766 bytes, a character up to three. */
    private static final int MAX_STACK_CHARS = 10_000;

    private final ParseLimits limits;

    @Nullable
    Instant time;
    /** Whether {@code time} is certain: the text named a zone. */
    boolean timeIsInstant;
    /** Whether {@code time} says more than the second. */
    boolean timeIsPrecise;

    @Nullable
    String level;
    /** Whether {@code level} is but a word that stands where levels stand. */
    boolean levelIsGuess;

    @Nullable
    String logger;

    @Nullable
    String thread;

    @Nullable
    String service;

    String message = "";

    @Nullable
    String traceId;

    @Nullable
    String spanId;

    @Nullable
    String parentSpanId;

    @Nullable
    String requestId;

    @Nullable
    HopDraft hop;

    /** Where a record says itself what was to be told by its source; null: the source's. */
    @Nullable
    Origin origin;

    /** The line that a shipper wrapped in this record, to be read in its place; see {@link #within}. */
    @Nullable
    String wrapped;

    Map<String, String> labels = Map.of();

    /** Which form the record had. */
    Form form = Form.PLAIN;

    /** Why a record of a known form cannot be taken all the same; null: it can. */
    @Nullable
    String problem;

    /** The query of the request that the record tells of, as long as it is. */
    @Nullable
    String query;

    /** What the request carries, where the record has more of it than its line and the hop; null: it has not. */
    @Nullable
    RequestParts parts;

    Draft(ParseLimits limits) {
        this.limits = limits;
    }

    void clear() {
        time = null;
        timeIsInstant = false;
        timeIsPrecise = false;
        level = null;
        levelIsGuess = false;
        logger = null;
        thread = null;
        service = null;
        message = "";
        traceId = null;
        spanId = null;
        parentSpanId = null;
        requestId = null;
        hop = null;
        origin = null;
        wrapped = null;
        labels = Map.of();
        form = Form.PLAIN;
        problem = null;
        query = null;
        parts = null;
    }

    /** A label holds its beginning. */
    void query(String text) {
        query = text;
        label("url.query", text);
    }

    /** Takes what the scanner read, unless it is a time of day alone. */
    void time(TimeScanner scanner) {
        time = scanner.instant(limits.zone());
        timeIsInstant = scanner.isInstant();
        timeIsPrecise = scanner.hasFraction();
    }

    /** Nothing where the value is empty, there are enough labels, or the name is that of a header which lets somebody in. */
    void label(String name, String value) {
        if (labels.size() < limits.maxLabels() && !value.isEmpty() && !Credentials.isHeader(name)) {
            ownLabels().putIfAbsent(cut(name, 128), cut(value, limits.maxLabelChars()));
        }
    }

    /** Proxies write a dash for none. */
    void labelIfAny(String name, @Nullable String value) {
        if (value != null && !value.equals("-")) {
            label(name, value);
        }
    }

    /** A label that says something of the record itself has its place whatever the limit. */
    void ownLabel(String name, String value) {
        ownLabels().put(name, value);
    }

    /** Most records have no labels but those of their envelope, which most records of a source share. */
    void labels(Envelope envelope) {
        if (labels.isEmpty() && envelope.tellsTheStreamAlone()) {
            labels = envelope.attributes();
        } else {
            envelope.attributes().forEach(this::label);
        }
    }

    /** Adds what the record around this line says and the line itself does not. The time of each remains its own. */
    void within(Draft outer) {
        if (level == null || (levelIsGuess && outer.level != null)) {
            level = outer.level;
        }
        logger = logger == null ? outer.logger : logger;
        thread = thread == null ? outer.thread : thread;
        service = service == null ? outer.service : service;
        if (traceId == null) {
            traceId = outer.traceId;
            spanId = spanId == null ? outer.spanId : spanId;
            parentSpanId = parentSpanId == null ? outer.parentSpanId : parentSpanId;
        }
        requestId = requestId == null ? outer.requestId : requestId;
        if (hop == null) {
            hop = outer.hop;
            query = outer.query;
            parts = outer.parts;
        }
        origin = origin == null ? outer.origin : origin;
        outer.labels.forEach(this::label);
    }

    private Map<String, String> ownLabels() {
        if (!(labels instanceof HashMap)) {
            labels = new HashMap<>(labels);
        }
        return labels;
    }

    void message(String text) {
        message = cut(text, limits.maxMessageChars());
        if (message.length() < text.length()) {
            ownLabel("throughline.message_length", Integer.toString(text.length()));
        }
    }

    int maxLabelChars() {
        return limits.maxLabelChars();
    }

    /** Adds the stack trace behind the message that was read, and ECS's names of its parts. */
    void trace(String text, StackTrace found) {
        String stack = text.substring(found.start);
        message(found.start == 0 ? text : message + "\n" + stack);
        if (found.type != null) {
            ownLabel("error.type", cut(found.type, limits.maxLabelChars()));
        }
        if (found.message != null) {
            ownLabel("error.message", cut(found.message, limits.maxLabelChars()));
        }
        ownLabel("error.stack_trace", cut(stack, MAX_STACK_CHARS));
    }

    Correlation correlation() {
        if (traceId == null && spanId == null && parentSpanId == null && requestId == null) {
            return Correlation.NONE;
        }
        return new Correlation(traceId, spanId, parentSpanId, requestId);
    }

    /** Null for nothing and for a dash, which proxies write for none; cut to 1024 characters. */
    static @Nullable String some(@Nullable String text) {
        return text == null || text.isEmpty() || text.equals("-") ? null : cut(text, 1024);
    }

    /** Never between the two halves of a character. */
    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }
}
