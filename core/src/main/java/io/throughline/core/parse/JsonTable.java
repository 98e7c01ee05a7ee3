package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's JSON record by a table: which of its members mean what to the schema, in order of preference, and which become
 * labels under another name. All others become labels under their own.
 */
final class JsonTable implements JsonForm {
    private final Form form;
    private final FieldReader reader;
    private final Fields fields = new Fields();
    private final Map<String, Field[]> meanings = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private @Nullable String version;
    private Consumer<JsonValues> before = values -> {};

    JsonTable(Form form, FieldReader reader) {
        this.form = form;
        this.reader = reader;
    }

    JsonTable field(String name, Field... meaning) {
        meanings.put(name, meaning);
        return this;
    }

    JsonTable label(String name, String label) {
        labels.put(name, label);
        return this;
    }

    /** Where {@code HTTP/1.1} stands. */
    JsonTable version(String name) {
        version = name;
        return this;
    }

    /** What no table can say: brings values into their places beforehand. */
    JsonTable first(Consumer<JsonValues> change) {
        before = change;
        return this;
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        before.accept(values);
        fields.clear();
        draft.form = form;
        for (Map.Entry<String, Field[]> entry : meanings.entrySet()) {
            String value = values.take(entry.getKey());
            if (value == null || value.equals("-")) {
                continue;
            }
            boolean used = false;
            for (Field field : entry.getValue()) {
                if (!fields.has(field)) {
                    fields.set(field, value);
                    used = true;
                }
            }
            if (!used) {
                draft.label(entry.getKey(), value);
            }
        }
        labels.forEach((name, label) -> draft.labelIfAny(label, values.take(name)));
        String protocol = version == null ? null : values.take(version);
        if (protocol != null) {
            HopDraft.version(protocol, draft);
        }
        url(fields.get(Field.PATH), draft);
        reader.read(fields, draft, text);
        values.all().forEach((name, value) -> rest(name, value, draft));
        return draft.hop != null;
    }

    private static void url(@Nullable String url, Draft draft) {
        int mark = url == null ? -1 : url.indexOf('?');
        if (url != null && mark >= 0) {
            draft.query(url.substring(mark + 1));
        }
    }

    /** Arrays of one value, as headers are, lose their place. */
    private static void rest(String name, String value, Draft draft) {
        String plain = name;
        int dot = plain.lastIndexOf('.');
        boolean place = dot > 0 && HopFields.number(plain.substring(dot + 1)) != null;
        String header = place ? plain.substring(0, dot) : plain;
        draft.label(place && plain.endsWith(".0") ? header : plain, value);
    }
}
