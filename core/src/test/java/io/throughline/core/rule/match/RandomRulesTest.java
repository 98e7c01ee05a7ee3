package io.throughline.core.rule.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.Check;
import io.throughline.core.rule.Cidr;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.Glob;
import io.throughline.core.rule.Logsource;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.sample.SampleEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The engine and the naive evaluator agree on random rules and random events, many rules at a time. */
class RandomRulesTest {
    private static final String[] FIELDS = {
        "message", "url.path", "url.query", "user_agent.original", "source.ip", "a.label", "other.label"
    };
    private static final String ALPHABET = "abAB*?.1\u00c9\u00e9k";
    private static final String[] ADDRESSES = {
        "10.0.0.1", "10.0.1.255", "192.168.1.1", "::1", "fe80::1", "::ffff:10.0.0.1", "nowhere", "10.0.0"
    };
    private static final String[] NETWORKS = {
        "10.0.0.0/8", "10.0.0.0/24", "0.0.0.0/0", "::1/128", "fe80::/10", "::/0", "10.0.0.1", "10.0.1.128/25"
    };

    private final Random random = new Random(20261122);

    @Test
    void engineAndNaiveEvaluatorAgree() {
        long matches = 0;
        for (int round = 0; round < 150; round++) {
            List<DetectionRule> rules = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                rules.add(rule(i, expression(3)));
            }
            RuleMatcher matcher = RuleSet.of(rules).matcher();
            for (int i = 0; i < 40; i++) {
                Map<String, String> fields = event();
                List<Integer> found = found(matcher, new SampleEvents().event(new Samples.Given(null, fields)));
                matches += found.size();
                for (int k = 0; k < rules.size(); k++) {
                    Expression expression = rules.get(k).expression();
                    assertThat(found.contains(k))
                            .as("%s on %s", expression, fields)
                            .isEqualTo(Naive.holds(expression, fields));
                }
            }
        }
        assertThat(matches).isGreaterThan(10_000);
    }

    private static List<Integer> found(RuleMatcher matcher, LogEvent event) {
        int count = matcher.match(event);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add(matcher.match(i));
        }
        return found;
    }

    private static DetectionRule rule(int number, Expression expression) {
        RuleHead head = new RuleHead(
                new Position("random", 1, 1),
                "rule " + number,
                null,
                null,
                null,
                null,
                null,
                null,
                "0",
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new DetectionRule(head, new Logsource("application", null, null), true, expression, Samples.NONE);
    }

    private Expression expression(int depth) {
        int kind = depth == 0 ? 9 : random.nextInt(10);
        return switch (kind) {
            case 0, 1, 2 -> new Expression.And(parts(depth));
            case 3, 4 -> new Expression.Or(parts(depth));
            case 5 -> new Expression.Not(expression(depth - 1));
            case 6 -> {
                List<Expression> parts = parts(depth);
                yield new Expression.AtLeast(1 + random.nextInt(parts.size()), parts);
            }
            default -> test();
        };
    }

    private List<Expression> parts(int depth) {
        List<Expression> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            parts.add(expression(depth - 1));
        }
        return parts;
    }

    private Expression test() {
        String field = FIELDS[random.nextInt(FIELDS.length)];
        return switch (random.nextInt(14)) {
            case 0 -> new Expression.Test(field, new Check.Exists());
            case 1 -> new Expression.Test(field, new Check.Missing());
            case 2 ->
                new Expression.Test("source.ip", new Check.Network(Objects.requireNonNull(Cidr.parse(one(NETWORKS)))));
            case 3 -> new Expression.Test(field, new Check.OtherField(one(FIELDS), one(Check.Place.values()), true));
            case 4, 5 ->
                new Expression.Test(
                        field,
                        new Check.Pattern(
                                one(new String[] {"a+b", "(ab|BA)", "^a", "1$", "[^a]{3}", "AB", "bb?a"}),
                                random.nextBoolean(),
                                false,
                                false));
            case 6 ->
                new Expression.Test("a.label", new Check.Numeric(one(Check.Relation.values()), random.nextInt(12)));
            case 7 -> new Expression.Test(Expression.Test.ANYWHERE, new Check.Text(open(), false));
            default -> new Expression.Test(field, new Check.Text(glob(), random.nextInt(4) == 0));
        };
    }

    private Glob open() {
        return Glob.of(String.valueOf(Glob.ANY) + character() + character() + Glob.ANY);
    }

    private Glob glob() {
        StringBuilder pattern = new StringBuilder(random.nextBoolean() ? String.valueOf(Glob.ANY) : "");
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int kind = random.nextInt(12);
            pattern.append(kind == 0 ? Glob.ANY_ONE : kind == 1 ? Glob.ANY : character());
        }
        return Glob.of(pattern.append(random.nextBoolean() ? String.valueOf(Glob.ANY) : "")
                .toString());
    }

    private char character() {
        return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }

    private Map<String, String> event() {
        Map<String, String> event = new HashMap<>();
        // What makes it a request, so that all fields have their place.
        event.put("url.path", text());
        for (String field : FIELDS) {
            if (random.nextInt(3) > 0) {
                event.put(
                        field,
                        field.equals("source.ip")
                                ? one(ADDRESSES)
                                : field.equals("a.label") && random.nextBoolean()
                                        ? Integer.toString(random.nextInt(12))
                                        : text());
            }
        }
        return event;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(7); i > 0; i--) {
            text.append(character());
        }
        return text.toString();
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
