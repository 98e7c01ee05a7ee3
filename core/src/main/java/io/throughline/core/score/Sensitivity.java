package io.throughline.core.score;

import io.throughline.core.model.Risk;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How much harm it does when something happens to an asset, from 0 to 1, as the operator says it, line by line:
 *
 * <pre>
 *   # what    name                      how sensitive
 *   service   payments                  1
 *   endpoint  orders /cards/{id}        0.9
 *   container web-*                     0.3
 *   image     registry.example/pay*     0.9
 * </pre>
 *
 * An asterisk at a name's end stands for anything. Of the lines that fit, the most sensitive counts.
 */
public record Sensitivity(double preset, List<Line> lines) implements Serializable {
    /** Beyond this a file is refused. */
    static final int MAX_LINES = 10_000;

    public Sensitivity {
        lines = List.copyOf(lines);
    }

    /** What a line may be about. */
    public enum Kind {
        SERVICE("service.name"),
        ENDPOINT("url.template"),
        CONTAINER("container.name"),
        IMAGE("container.image.name");

        private final String field;

        Kind(String field) {
            this.field = field;
        }
    }

    /**
     * One line.
     *
     * @param name of an endpoint: the service, a blank, the template of the path
     * @param value above 0, at most 1
     */
    public record Line(Kind kind, String name, double value) implements Serializable {
        private boolean fits(Map<String, String> entity) {
            String value = entity.get(kind.field);
            if (kind == Kind.ENDPOINT && value != null) {
                value = entity.getOrDefault(Kind.SERVICE.field, "") + " " + value;
            }
            return value != null
                    && (name.endsWith("*")
                            ? value.startsWith(name.substring(0, name.length() - 1))
                            : value.equals(name));
        }
    }

    /** @param problems takes what is wrong with a line, which is then left out */
    public static Sensitivity read(double preset, List<String> text, Consumer<String> problems) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split("\\s+");
            Kind kind = kind(words[0]);
            double value = words.length < 3 ? Double.NaN : value(words[words.length - 1]);
            if (kind == null || !(value > 0 && value <= 1)) {
                problems.accept("line " + number
                        + " is not: service, endpoint, container or image, a name, and a number above 0 and at most 1");
            } else if (lines.size() >= MAX_LINES) {
                problems.accept("line " + number + " is one more than " + MAX_LINES);
                return new Sensitivity(preset, lines);
            } else {
                lines.add(new Line(kind, String.join(" ", List.of(words).subList(1, words.length - 1)), value));
            }
        }
        return new Sensitivity(preset, lines);
    }

    Risk.Factor of(Map<String, String> entity) {
        Line most = null;
        for (Line line : lines) {
            if ((most == null || line.value > most.value) && line.fits(entity)) {
                most = line;
            }
        }
        return most == null
                ? new Risk.Factor("sensitivity", preset, "nothing is said of it: as preset")
                : new Risk.Factor(
                        "sensitivity",
                        most.value,
                        "said of " + most.kind.name().toLowerCase(Locale.ROOT) + " " + most.name);
    }

    private static @Nullable Kind kind(String word) {
        return switch (word) {
            case "service" -> Kind.SERVICE;
            case "endpoint" -> Kind.ENDPOINT;
            case "container" -> Kind.CONTAINER;
            case "image" -> Kind.IMAGE;
            default -> null;
        };
    }

    private static double value(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            return Double.NaN; // told with the line
        }
    }
}
