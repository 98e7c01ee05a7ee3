package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.Fold;
import io.throughline.core.rule.Glob;
import io.throughline.core.rule.regex.Regex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses for a rule the texts of which it needs one: of tests joined by and, those of the part whose texts are seldom; of tests joined
 * by or, those of every part. A rule that needs none is judged on every record of its logsource.
 */
final class Anchors {
    private Anchors() {}

    /** Null where the rule may match without any. */
    static @Nullable List<Anchor> of(Expression expression) {
        return switch (expression) {
            case Expression.Test test -> ofCheck(test.field(), test.check());
            case Expression.Not not -> null;
            case Expression.And and -> best(and.parts());
            case Expression.Or or -> all(or.parts());
            // One of all parts is needed, as for or.
            case Expression.AtLeast some -> all(some.parts());
        };
    }

    private static @Nullable List<Anchor> best(List<Expression> parts) {
        List<Anchor> best = null;
        int bestWeight = -1;
        for (Expression part : parts) {
            List<Anchor> anchors = of(part);
            int weight = anchors == null ? -1 : weight(anchors);
            if (weight > bestWeight) {
                best = anchors;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static @Nullable List<Anchor> all(List<Expression> parts) {
        List<Anchor> all = new ArrayList<>();
        for (Expression part : parts) {
            List<Anchor> anchors = of(part);
            if (anchors == null) {
                return null;
            }
            all.addAll(anchors);
        }
        return all;
    }

    /** That of the worst, as one is enough to be found. */
    private static int weight(List<Anchor> anchors) {
        return anchors.stream().mapToInt(Anchor::weight).min().orElse(Integer.MAX_VALUE);
    }

    private static @Nullable List<Anchor> ofCheck(String field, Check check) {
        return switch (check) {
            case Check.Text text -> ofGlob(field, text.glob());
            case Check.Pattern pattern -> {
                List<String> required = Regex.compile(
                                pattern.regex(), pattern.ignoreCase(), pattern.multiLine(), pattern.dotAll())
                        .required();
                // A single character is in most texts: looking for it first costs more than the pattern does.
                yield required.isEmpty() || required.stream().anyMatch(literal -> literal.length() < 2)
                        ? null
                        : required.stream()
                                .map(literal -> new Anchor(field, literal, Check.Place.ANYWHERE))
                                .toList();
            }
            case Check.Network network -> null;
            case Check.Numeric number -> null;
            case Check.TimePart part -> null;
            case Check.Exists exists -> null;
            case Check.Missing missing -> null;
            case Check.Empty empty -> null;
            case Check.OtherField other -> null;
            case Check.Every every -> null;
        };
    }

    /** The longest run of characters that are given. */
    private static @Nullable List<Anchor> ofGlob(String field, Glob glob) {
        String best = "";
        Check.Place place = Check.Place.ANYWHERE;
        for (int i = 0; i < glob.pieces().size(); i++) {
            String piece = glob.pieces().get(i);
            boolean first = i == 0 && !glob.openStart();
            boolean last = i == glob.pieces().size() - 1 && !glob.openEnd();
            int from = 0;
            while (from <= piece.length()) {
                int next = piece.indexOf(Glob.ANY_ONE, from);
                int to = next < 0 ? piece.length() : next;
                if (to - from > best.length()) {
                    best = piece.substring(from, to);
                    place = place(first && from == 0, last && to == piece.length());
                }
                from = to + 1;
            }
        }
        return best.isEmpty() ? null : List.of(new Anchor(field, Fold.fold(best), place));
    }

    private static Check.Place place(boolean atStart, boolean atEnd) {
        return atStart
                ? (atEnd ? Check.Place.WHOLE : Check.Place.START)
                : (atEnd ? Check.Place.END : Check.Place.ANYWHERE);
    }
}
