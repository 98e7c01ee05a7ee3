package io.throughline.core.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order in which one trace's lines were written, span by span: which kind of line comes after which. */
final class LineOrder {
    static final String BEGIN = "(begin)";

    /** Between the operation and the line before, in a trait's context. */
    static final String BAR = " | ";

    static final String END = "(end)";

    private static final Comparator<Line> BY_TIME =
            Comparator.comparing(Line::time).thenComparing(Line::id);

    private LineOrder() {}

    /**
     * The lines of one span in one instance.
     *
     * @param lines in the order of their times
     */
    record Group(List<Line> lines) {
        Line first() {
            return lines.getFirst();
        }

        /** @param operation of the visit */
        List<Sighting> sightings(int visit, String operation) {
            List<Sighting> sightings = new ArrayList<>();
            String before = BEGIN;
            for (Line line : lines) {
                String kind = line.kind();
                sightings.add(new Sighting(trait(operation, before), kind, line.time(), visit, line.id()));
                before = kind;
            }
            Line last = lines.getLast();
            sightings.add(new Sighting(trait(operation, before), END, last.time(), visit, last.id()));
            return sightings;
        }

        private Trait trait(String operation, String before) {
            return new Trait(Trait.Kind.NEXT_LINE, first().service(), operation + BAR + before, null);
        }
    }

    private record Span(
            String service,
            @Nullable String instance,
            @Nullable String span) {}

    /** @param lines of one trace */
    static List<Group> of(List<Line> lines) {
        Map<Span, List<Line>> spans = new LinkedHashMap<>();
        lines.stream()
                .sorted(BY_TIME)
                .forEach(line -> spans.computeIfAbsent(
                                new Span(line.service(), line.instance(), line.span()), span -> new ArrayList<>(4))
                        .add(line));
        return spans.values().stream().map(Group::new).toList();
    }
}
