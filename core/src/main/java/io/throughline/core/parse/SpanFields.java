package io.throughline.core.parse;

import io.throughline.core.model.Vantage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a span tells, whichever system wrote it: its own members go to their fields first, then its attributes by the names of
 * OpenTelemetry's semantic conventions, older and newer. Used again for every span.
 */
final class SpanFields {
    private final FieldReader reader;
    private final Fields fields = new Fields();
    private @Nullable String host;
    private @Nullable String target;
    private boolean failed;

    SpanFields(FieldReader reader) {
        this.reader = reader;
    }

    void clear() {
        fields.clear();
        host = null;
        target = null;
        failed = false;
    }

    /** Nothing where the value is missing or empty. */
    void set(Field field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.set(field, value);
        }
    }

    void fail() {
        failed = true;
    }

    void attribute(String name, String value, Draft draft) {
        switch (name) {
            case "error" -> {
                failed |= value.equals("true");
                draft.label("error", value);
            }
            case "host.name", "hostname", "jaeger.hostname" -> host = value;
            case "server.address", "net.peer.name", "peer.hostname", "db.name", "db.system" -> {
                target = target == null && HopFields.address(value) == null ? value : target;
                draft.label(name, value);
            }
            case "level", "message", "name", "id", "event", "text", "body", "host", "status", "type" ->
                draft.label("attributes." + name, value);
            case "http.method", "http.request.method" -> fields.put(name, value.toUpperCase(Locale.ROOT), draft);
            default -> fields.put(name, value, draft);
        }
    }

    /** False where the members tell of no finished work. */
    boolean into(Draft draft, Form form, String text) {
        draft.form = form;
        if (!fields.has(Field.VANTAGE) || HopFields.vantage(fields.get(Field.VANTAGE)) == null) {
            fields.set(Field.VANTAGE, "internal");
        }
        boolean outbound = HopFields.vantage(fields.get(Field.VANTAGE)) == Vantage.OUTBOUND;
        if (outbound && !fields.has(Field.PEER) && target != null) {
            fields.set(Field.PEER, target);
        }
        reader.read(fields, draft, text);
        if (failed && draft.level == null) {
            draft.level = "ERROR";
        }
        return draft.hop != null && draft.time != null;
    }

    /** Of the machine that the span's process ran on, where it is told. */
    @Nullable
    String host() {
        return host;
    }
}
