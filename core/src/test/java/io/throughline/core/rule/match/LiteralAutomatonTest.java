package io.throughline.core.rule.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralAutomatonTest {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789/.-_%=&\u00e9";
    private static final List<String> WORDS = List.of("he", "she", "his", "hers", "e");

    @Test
    void findsLiteralsWithinOthersAndAtBothEnds() {
        assertThat(found(new LiteralAutomaton(WORDS), WORDS, "ushers"))
                .containsExactlyInAnyOrder("1-4 she", "2-4 he", "2-6 hers", "3-4 e");
    }

    /** The larger sets do not fit into whole rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 30, 3_000, 30_000})
    void findsWhatASearchForEachFinds(int count) {
        Random random = new Random(count);
        Set<String> distinct = new LinkedHashSet<>();
        while (distinct.size() < count) {
            distinct.add(text(
                    random, 1 + random.nextInt(3) * random.nextInt(5), random.nextInt(3) == 0 ? 3 : ALPHABET.length()));
        }
        List<String> literals = List.copyOf(distinct);
        LiteralAutomaton automaton = new LiteralAutomaton(literals);
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < 5; k++) {
                String literal = literals.get(random.nextInt(count));
                text.append(literal, 0, 1 + random.nextInt(literal.length()))
                        .append(text(random, 2, 5))
                        .append(literal);
            }
            assertThat(found(automaton, literals, text.toString()))
                    .containsExactlyInAnyOrderElementsOf(searched(literals, text.toString()));
        }
    }

    private static String text(Random random, int length, int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.max(1, length); i++) {
            text.append(ALPHABET.charAt(random.nextInt(letters)));
        }
        return text.toString();
    }

    private static List<String> found(LiteralAutomaton automaton, List<String> literals, String text) {
        List<String> found = new ArrayList<>();
        automaton.scan(
                text.toCharArray(),
                0,
                text.length(),
                (literal, from, to) -> found.add(from + "-" + to + " " + literals.get(literal)));
        return found;
    }

    private static List<String> searched(List<String> literals, String text) {
        List<String> found = new ArrayList<>();
        for (String literal : literals) {
            for (int at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) {
                found.add(at + "-" + (at + literal.length()) + " " + literal);
            }
        }
        return found;
    }
}
