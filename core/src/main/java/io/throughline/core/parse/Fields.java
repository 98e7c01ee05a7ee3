package io.throughline.core.parse;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named values of one structured record: those that mean something by their meaning, the first of each; the others as
 * labels of the draft. Used again for every record.
 */
final class Fields {
    /** Bounds what is remembered of names, which anyone can invent. */
    private static final int MAX_NAMES = 4096;

    private static final int MAX_NAME_CHARS = 128;

    private final Map<Field, String> values = new EnumMap<>(Field.class);
    private final Map<Field, String> names = new EnumMap<>(Field.class);
    private final Map<String, Field> known = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    void clear() {
        values.clear();
    }

    void put(String name, String value, Draft draft) {
        Field field = meaning(name);
        if (value.isEmpty() && field != Field.WRAPPED) {
            return;
        }
        if (field == null || values.containsKey(field)) {
            draft.label(name, value);
        } else {
            values.put(field, value);
            names.put(field, name);
        }
    }

    /** For text, where a name before an equals sign may be anything: takes what it is asked for, labels nothing. */
    void putIf(String name, String value, Set<Field> wanted) {
        Field field = meaning(name);
        if (field != null && wanted.contains(field) && !value.isEmpty() && !values.containsKey(field)) {
            values.put(field, value);
            names.put(field, name);
        }
    }

    void set(Field field, String value) {
        values.put(field, value);
        names.put(field, field.name().toLowerCase(Locale.ROOT));
    }

    @Nullable
    String get(Field field) {
        return values.get(field);
    }

    boolean has(Field field) {
        return values.containsKey(field);
    }

    /** Hands the value over: it has a place in the schema and becomes no label. */
    @Nullable
    String take(Field field) {
        return values.remove(field);
    }

    /** Makes labels of what nobody took, under the names that the record used. */
    void label(Draft draft) {
        values.forEach((field, value) -> draft.label(names.getOrDefault(field, field.name()), value));
        values.clear();
    }

    private @Nullable Field meaning(String name) {
        Field field = known.get(name);
        if (field != null || unknown.contains(name) || name.length() > MAX_NAME_CHARS) {
            return field;
        }
        field = Field.of(name);
        if (known.size() + unknown.size() >= MAX_NAMES) {
            return field;
        }
        if (field == null) {
            unknown.add(name);
        } else {
            known.put(name, field);
        }
        return field;
    }
}
