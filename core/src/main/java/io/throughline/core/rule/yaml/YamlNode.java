package io.throughline.core.rule.yaml;

import io.throughline.core.rule.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a YAML document. */
public sealed interface YamlNode {
    Position at();

    /** For a sentence that says what stands there: {@code a list}. */
    String what();

    /** What a scalar is by the core schema of YAML 1.2; quoted, it is always a text. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL
    }

    /** @param text as written, without quotes; escapes are resolved */
    record Scalar(Position at, String text, Kind kind) implements YamlNode {
        @Override
        public String what() {
            return kind == Kind.NULL ? "nothing" : "'" + text + "'";
        }
    }

    record Sequence(Position at, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String what() {
            return "a list";
        }
    }

    /** Keys differ from each other. */
    record Mapping(Position at, List<Pair> pairs) implements YamlNode {
        public Mapping {
            pairs = List.copyOf(pairs);
        }

        public @Nullable YamlNode get(String key) {
            for (Pair pair : pairs) {
                if (pair.key.text.equals(key)) {
                    return pair.value;
                }
            }
            return null;
        }

        @Override
        public String what() {
            return "a map";
        }
    }

    record Pair(Scalar key, YamlNode value) {}
}
