package io.throughline.core.rule.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.rule.Fold;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    private static final String[] ATOMS = {
        "a", "b", "A", "[ab]", "[^a]", ".", "\\d", "\\w", "1", "ab", "\\.", "\\b", "^", "$", "[a-z0-9]", "\u00e9"
    };
    private static final String[] QUANTIFIERS = {"", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "*?", "{2,}"};
    private static final String TEXT = "abAB1.\n \u00e9_";

    @Test
    void findsWhatRe2jFindsForAnyPattern() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String pattern = pattern(random, 3);
            boolean ignoreCase = random.nextBoolean();
            boolean multiLine = random.nextBoolean();
            boolean dotAll = random.nextBoolean();
            int flags = (ignoreCase ? com.google.re2j.Pattern.CASE_INSENSITIVE : 0)
                    | (multiLine ? com.google.re2j.Pattern.MULTILINE : 0)
                    | (dotAll ? com.google.re2j.Pattern.DOTALL : 0);
            com.google.re2j.Pattern other = com.google.re2j.Pattern.compile(pattern, flags);
            Regex regex = Regex.compile(pattern, ignoreCase, multiLine, dotAll);
            RegexMatcher matcher = new RegexMatcher(regex, 1 << random.nextInt(14));
            for (int k = 0; k < 4; k++) {
                String text = text(random);
                boolean found = matcher.find(text.toCharArray(), 0, text.length());
                assertThat(found)
                        .as("%s in %s, i %s m %s s %s", pattern, text, ignoreCase, multiLine, dotAll)
                        .isEqualTo(other.matcher(text).find());
                if (found && !regex.required().isEmpty()) {
                    String folded = Fold.fold(text);
                    assertThat(regex.required()).as(pattern).anyMatch(folded::contains);
                }
            }
        }
    }

    private static String pattern(Random random, int depth) {
        StringBuilder pattern = new StringBuilder();
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            int kind = depth == 0 ? 0 : random.nextInt(5);
            String atom = kind < 3
                    ? ATOMS[random.nextInt(ATOMS.length)]
                    : kind == 3
                            ? "(" + pattern(random, depth - 1) + ")"
                            : "(?:" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
            boolean place = atom.equals("^") || atom.equals("$") || atom.equals("\\b");
            pattern.append(atom).append(place ? "" : QUANTIFIERS[random.nextInt(QUANTIFIERS.length)]);
        }
        return pattern.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(TEXT.charAt(random.nextInt(TEXT.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a(?=b)",
                "a(?!b)",
                "(?<=a)b",
                "(?<!a)b",
                "(a)\\1",
                "(?>a)b",
                "a++",
                "(a",
                "a)",
                "[a",
                "*a",
                "a{3,1}",
                "[z-a]",
                "\\",
                "(?z)",
                "\\p{Lu}",
                "[[:nothing:]]",
                "a{2000}",
                "\\x{FFFFFF}"
            })
    void refusesWhatItCannotMatchInLinearTimeOrRead(String pattern) {
        assertThatThrownBy(() -> Regex.check(pattern, false, false, false))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageContaining("character");
    }

    @ParameterizedTest
    @CsvSource({
        "'(?i)IPFS\\.io/', 'x ipfs.IO/ y', true",
        "'(?i:A)b', 'ab', true",
        "'(?i:A)b', 'aB', false",
        "'[^a]', 'A', true",
        "'(?i)[^a]', 'A', false",
        "'(?i)k', '\u212A', true",
        "'(?i)i', '\u0130', false",
        "'(?i)i', '\u0131', false",
        "'\\Qa.b\\E+', 'a.bb', true",
        "'\\x41\\u0042', 'AB', true",
        "'a{,2}', 'a{,2}', true",
        "'[[:digit:]]{3}', 'a123', true",
        "'[]a]', ']', true",
        "'[a-]', '-', true",
        "'.{150}', 'short', false",
        "'^.$', '\uD83D\uDE00', true"
    })
    void readsWhatPatternsAreWrittenWith(String pattern, String text, boolean found) {
        assertThat(find(pattern, text)).isEqualTo(found);
    }

    @Test
    void noPatternTakesLongerThanLinear() {
        for (String pattern :
                new String[] {"(a+)+$", "(a|a)*b", "(a*)*b", "a{0,500}b", "(.*)(.*)(.*)x$", "([ab]*a[ab]{12})z"}) {
            assertThat(find(pattern, "aaac".repeat(25_000) + "\n")).as(pattern).isFalse();
        }
    }

    @Test
    void aTableThatIsFullIsBegunAnewAndChangesNothing() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(random.nextBoolean() ? 'a' : 'b');
        }
        char[] chars = text.toString().toCharArray();
        Regex regex = Regex.compile("a[ab]{10}$", false, false, false);
        boolean expected = text.charAt(text.length() - 11) == 'a';
        assertThat(new RegexMatcher(regex, 16).find(chars, 0, chars.length)).isEqualTo(expected);
        assertThat(new RegexMatcher(regex, 1 << 20).find(chars, 0, chars.length))
                .isEqualTo(expected);
    }

    @Test
    void absurdPatternsAreRefusedAndNotTried() {
        String[] absurd = {
            "((a{1000}){1000}){1000}",
            "(".repeat(5_000),
            "a".repeat(5_000),
            "(?:".repeat(60) + "a" + ")".repeat(60),
            "[a-z]{1000}{1000}"
        };
        for (String pattern : absurd) {
            assertThatThrownBy(() -> Regex.check(pattern, true, false, false))
                    .isInstanceOf(InvalidPatternException.class);
        }
    }

    private static boolean find(String pattern, String text) {
        RegexMatcher matcher = new RegexMatcher(Regex.compile(pattern, false, false, false), 1 << 14);
        return matcher.find(text.toCharArray(), 0, text.length());
    }
}
