package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.Glob;
import io.throughline.core.rule.regex.RegexSamples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Makes, from a rule's expression alone, an event that it matches, and one in which a single thing that it needs is not quite there. */
final class RuleSampler {
    private static final int TRIES = 400;

    private final Expression expression;
    private final Random random;

    /** One thing that an event must have. */
    private record Need(String field, Check check) {}

    /** What was made, by field. */
    record Pair(Map<String, String> match, Map<String, String> nearMiss) {}

    RuleSampler(Expression expression, long seed) {
        this.expression = expression;
        this.random = new Random(seed);
    }

    Optional<Pair> sample() {
        for (int i = 0; i < TRIES; i++) {
            List<Need> needs = new ArrayList<>();
            collect(expression, true, needs);
            Map<String, String> event = event(needs, -1);
            if (!Naive.holds(expression, event)) {
                continue;
            }
            for (int spoilt = needs.size() - 1; spoilt >= 0; spoilt--) {
                Map<String, String> other = event(needs, spoilt);
                if (!Naive.holds(expression, other)) {
                    return Optional.of(new Pair(event, other));
                }
            }
        }
        return Optional.empty();
    }

    private void collect(Expression part, boolean wanted, List<Need> needs) {
        switch (part) {
            case Expression.And and when wanted -> and.parts().forEach(inner -> collect(inner, true, needs));
            case Expression.And and -> collect(any(and.parts()), false, needs);
            case Expression.Or or when wanted -> collect(any(or.parts()), true, needs);
            case Expression.Or or -> or.parts().forEach(inner -> collect(inner, false, needs));
            case Expression.AtLeast some -> some.parts().forEach(inner -> collect(inner, wanted, needs));
            case Expression.Not not -> collect(not.part(), !wanted, needs);
            case Expression.Test test when wanted -> needs.add(new Need(test.field(), test.check()));
            case Expression.Test test -> {
                // What is not said is not there.
                if (isAbsence(test.check())) {
                    needs.add(new Need(test.field(), new Check.Exists()));
                }
            }
        }
    }

    private static boolean isAbsence(Check check) {
        return check instanceof Check.Missing || check instanceof Check.Empty;
    }

    private Expression any(List<Expression> parts) {
        return parts.get(random.nextInt(parts.size()));
    }

    private Map<String, String> event(List<Need> needs, int spoilt) {
        Map<String, String> event = new LinkedHashMap<>();
        Map<String, List<String>> parts = new LinkedHashMap<>();
        for (int i = 0; i < needs.size(); i++) {
            Need need = needs.get(i);
            String text = text(need.check());
            boolean absent = isAbsence(need.check());
            if (i == spoilt) {
                text = absent ? "something" : nearly(text);
            } else if (absent) {
                continue;
            }
            String field = need.field().equals(Expression.Test.ANYWHERE) ? "message" : need.field();
            boolean first =
                    need.check() instanceof Check.Text glob && !glob.glob().openStart();
            List<String> sofar = parts.computeIfAbsent(field, any -> new ArrayList<>());
            sofar.add(first ? 0 : sofar.size(), text);
        }
        parts.forEach((field, texts) -> event.put(field, String.join("", texts)));
        return event;
    }

    private String text(Check check) {
        return switch (check) {
            case Check.Text text ->
                String.join("mid", text.glob().pieces()).replace(Glob.ANY_ONE, 'y')
                        + (text.glob().pieces().isEmpty() ? "any" : "");
            case Check.Pattern pattern -> RegexSamples.matching(pattern.regex(), random);
            case Check.Network network -> "10.1.2.3";
            case Check.Numeric number -> Long.toString((long) number.operand() + 1);
            default -> "value";
        };
    }

    /** With another character in the middle: a digit for a digit, so that numbers remain numbers. */
    private static String nearly(String text) {
        if (text.isEmpty()) {
            return "~";
        }
        int middle = text.length() / 2;
        char c = text.charAt(middle);
        char other = Character.isDigit(c) ? (c == '7' ? '8' : '7') : c == '~' ? '^' : '~';
        return text.substring(0, middle) + other + text.substring(middle + 1);
    }
}
