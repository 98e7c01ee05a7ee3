package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** Gives a structured record's fields their places in the draft, and makes labels of the rest. */
final class FieldReader {
    private static final Field[] MESSAGES = {Field.MESSAGE, Field.WRAPPED, Field.TEMPLATE, Field.ERROR};

    private final TimeScanner times;

    FieldReader(TimeScanner times) {
        this.times = times;
    }

    /** @param whole the record's text, where no field is the message */
    void read(Fields fields, Draft draft, String whole) {
        time(fields, draft);
        name(fields);
        level(fields, draft);
        draft.service = fields.take(Field.SERVICE);
        draft.logger = fields.take(Field.LOGGER);
        draft.thread = fields.take(Field.THREAD);
        ids(fields, draft);
        HopDraft hop = HopFields.take(fields, times);
        draft.hop = hop;
        if (hop != null && hop.start != null && draft.time == null) {
            draft.time = hop.end();
            draft.timeIsInstant = true;
            draft.timeIsPrecise = true;
        }
        parentOfHeader(fields, draft);
        if (hop != null) {
            target(fields, draft);
        }
        if (draft.wrapped == null) {
            message(fields, draft, whole);
        }
        fields.label(draft);
    }

    /** Whom a proxy called on for the request that it received. */
    private static void target(Fields fields, Draft draft) {
        Field name = fields.has(Field.UPSTREAM) ? Field.UPSTREAM : Field.TARGET;
        String cluster = fields.take(name);
        String service = cluster == null ? null : ClusterName.service(cluster);
        if (service != null) {
            draft.label("service.target.name", service);
        }
        if (cluster != null && name == Field.UPSTREAM && !cluster.equals(service)) {
            draft.labelIfAny("envoy.upstream_cluster", cluster);
        }
    }

    /** Takes the ids that the draft does not have yet. */
    static void ids(Fields fields, Draft draft) {
        if (draft.traceId == null) {
            draft.traceId = id(fields, Field.TRACE);
        }
        if (draft.spanId == null) {
            draft.spanId = id(fields, Field.SPAN);
        }
        if (draft.parentSpanId == null) {
            draft.parentSpanId = id(fields, Field.PARENT);
        }
        String request = fields.get(Field.REQUEST_ID);
        if (draft.requestId == null && request != null) {
            draft.requestId = Ids.requestId(request);
            if (draft.requestId != null) {
                fields.take(Field.REQUEST_ID);
            }
        }
    }

    /**
     * A received {@code traceparent} names the caller's span: the parent of what is told of, where that is a request; for any
     * other line it is the span that the line was written in.
     */
    static void parentOfHeader(Fields fields, Draft draft) {
        String header = fields.get(Field.TRACEPARENT);
        if (header == null || !Traceparent.matches(header)) {
            return;
        }
        fields.take(Field.TRACEPARENT);
        String trace = Ids.traceId(Traceparent.traceId(header));
        String span = Ids.spanId(Traceparent.spanId(header));
        if (draft.traceId == null) {
            draft.traceId = trace;
        }
        if (draft.traceId == null || !draft.traceId.equals(trace) || span == null || span.equals(draft.spanId)) {
            return;
        }
        if (draft.parentSpanId == null && (draft.hop != null || draft.spanId != null)) {
            draft.parentSpanId = span;
        } else if (draft.spanId == null && draft.hop == null) {
            draft.spanId = span;
        }
    }

    private void time(Fields fields, Draft draft) {
        String text = fields.get(Field.TIME);
        if (text != null && times.scanValue(Durations.plain(text)) && times.isDated()) {
            draft.time(times);
            fields.take(Field.TIME);
        }
    }

    /** bunyan and pino, whose levels are numbers, name the service; Python's loggers and zap's name themselves. */
    private static void name(Fields fields) {
        String name = fields.get(Field.NAME);
        if (name == null) {
            return;
        }
        String level = fields.get(Field.LEVEL);
        boolean numbered = level != null && Character.isDigit(level.charAt(0));
        Field meant = numbered ? Field.SERVICE : Field.LOGGER;
        if (!fields.has(meant)) {
            fields.take(Field.NAME);
            fields.set(meant, name);
        }
    }

    private static void level(Fields fields, Draft draft) {
        String text = fields.get(Field.LEVEL);
        draft.level = text == null ? null : Levels.of(text);
        if (draft.level != null) {
            fields.take(Field.LEVEL);
        }
    }

    private static @Nullable String id(Fields fields, Field field) {
        String text = fields.get(field);
        if (text == null) {
            return null;
        }
        // Google's form: projects/my-project/traces/06796866738c859f2f19b7cfb3214824
        String last = text.substring(text.lastIndexOf('/') + 1);
        String id = field == Field.TRACE ? Ids.traceId(last) : Ids.spanId(last);
        if (id != null) {
            fields.take(field);
        }
        return id;
    }

    private static void message(Fields fields, Draft draft, String whole) {
        HopDraft hop = draft.hop;
        for (Field field : MESSAGES) {
            String text = fields.take(field);
            if (text != null) {
                draft.message(Envelope.withoutLineFeed(text));
                return;
            }
        }
        draft.message(hop == null ? whole : hop.sentence());
    }
}
