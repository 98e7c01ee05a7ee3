package io.throughline.core.rule.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.read.RuleText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleBookTest {
    /** A full step, so that what is written now takes effect ten seconds later. */
    private static final long NOW = 1_795_000_000_000L;

    private static final long LATER = NOW + 60_000;
    private static final GivenRules GIVEN =
            new GivenRules(List.of(new RuleText("given.yml", rule("Given", "given", "old"))), Map.of(), 0);

    private RuleBook<CompiledRules> book = new RuleBook<>(GIVEN, Function.identity());
    private long offset;
    private int compiled;

    private static String rule(String title, String name, String word) {
        return """
                title: %s
                name: %s
                logsource: {category: application}
                detection: {words: {message|contains: %s}, condition: words}
                """.formatted(title, name, word);
    }

    private static String sequence(String first, String second) {
        return """
                title: Sequence
                name: sequence
                correlation: {type: temporal_ordered, rules: [%s, %s], group-by: [user.id], timespan: 1m}
                """.formatted(first, second);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private RuleChange change(@Nullable String id, @Nullable String text, long written) {
        return RuleChange.of(bytes(id), bytes(text), written, 0, offset++);
    }

    private List<RuleProblem> take(String id, @Nullable String text, long written) {
        return book.take(change(id, text, written), Long.MIN_VALUE, written).problems();
    }

    private List<String> titles(long time) {
        return book.inForce(time).collection().detections().stream()
                .map(rule -> rule.head().title())
                .toList();
    }

    private List<String> reasons(String id, long time) {
        return book.inForce(time).refused().entrySet().stream()
                .filter(refused -> refused.getKey().id().equals(id))
                .flatMap(refused -> refused.getValue().stream())
                .map(RuleProblem::toString)
                .toList();
    }

    @Test
    void aFirstVersionIsForAllRecordsOldOnesToo() {
        take("new.yml", rule("New", "new", "word"), NOW);

        assertThat(titles(0)).containsExactly("Given", "New");
        assertThat(titles(LATER)).containsExactly("Given", "New");
    }

    @Test
    void aChangeTakesEffectAtTheSecondNextFullStepOfEventTime() {
        take("new.yml", rule("First", "new", "word"), NOW - 100_000);
        take("new.yml", rule("Second", "new", "word"), NOW + 4_999);

        assertThat(titles(NOW + 9_999)).containsExactly("Given", "First");
        assertThat(titles(NOW + 10_000)).containsExactly("Given", "Second");
    }

    @Test
    void aWithdrawalLeavesRecordsOfBeforeToWhatWasInForceThen() {
        take("new.yml", rule("New", "new", "word"), NOW - 100_000);
        take("new.yml", null, NOW);

        assertThat(titles(NOW + 9_999)).containsExactly("Given", "New");
        assertThat(titles(NOW + 10_000)).containsExactly("Given");
    }

    @Test
    void aBadVersionIsRefusedWithLineAndReasonAndTheOneBeforeStays() {
        take("new.yml", rule("Good", "new", "word"), NOW - 100_000);

        List<RuleProblem> problems = take("new.yml", rule("Bad", "new", "word").replace("|contains", "|contain"), NOW);

        assertThat(problems)
                .extracting(RuleProblem::toString)
                .allSatisfy(
                        problem -> assertThat(problem).startsWith("new.yml:4:").contains("contains"));
        assertThat(problems).hasSize(1);
        assertThat(titles(LATER)).containsExactly("Given", "Good");
        assertThat(reasons("new.yml", LATER)).hasSize(1);
    }

    @Test
    void noNumberOfBadVersionsTakesTheGoodOneAway() {
        take("new.yml", rule("Good", "new", "word"), NOW - 100_000);
        for (int i = 0; i < 3 * RuleHistory.MAX_CHANGES; i++) {
            take("new.yml", "title: [", NOW + i);
        }

        assertThat(titles(LATER)).containsExactly("Given", "Good");
    }

    @Test
    void aBadFirstVersionIsNone() {
        take("new.yml", "title: [", NOW);

        assertThat(titles(LATER)).containsExactly("Given");
        assertThat(reasons("new.yml", LATER)).hasSize(1);
    }

    @Test
    void aFileIsInForceAsAWholeOrNotAtAll() {
        take("two.yml", rule("Good", "good", "word") + "---\ntitle: bad\n", NOW);

        assertThat(titles(LATER)).containsExactly("Given");
    }

    @Test
    void aRuleOfTheTopicTakesThePlaceOfAGivenOne() {
        take("new.yml", rule("Instead", "given", "word"), NOW);

        assertThat(titles(LATER)).containsExactly("Instead");

        take("new.yml", null, LATER);
        assertThat(titles(LATER + 10_000)).containsExactly("Given");
    }

    @Test
    void twoFilesCannotHaveOneRule() {
        take("a.yml", rule("A", "same", "word"), NOW);
        take("b.yml", rule("B", "same", "word"), NOW);

        assertThat(titles(LATER)).containsExactly("Given", "A");
        assertThat(reasons("b.yml", LATER).toString()).contains("has the id or the name of another rule, at a.yml:1:1");
    }

    @Test
    void aCorrelationWaitsForItsRulesAndGoesWithThem() {
        take("sequence.yml", sequence("one", "two"), NOW);
        assertThat(reasons("sequence.yml", LATER).toString()).contains("correlates rules that are not here");

        take("rules.yml", rule("One", "one", "1") + "---\n" + rule("Two", "two", "2"), NOW);
        assertThat(book.inForce(LATER).collection().correlations()).hasSize(1);
        assertThat(reasons("sequence.yml", LATER)).isEmpty();

        take("rules.yml", null, LATER);
        assertThat(book.inForce(LATER + 10_000).collection().correlations()).isEmpty();
        assertThat(book.inForce(LATER).collection().correlations()).hasSize(1);
    }

    @Test
    void aBurstIsCompiledOnceWhenItHasBeenQuietForAMoment() {
        book = new RuleBook<>(GIVEN, rules -> {
            compiled++;
            return rules;
        });
        book.at(NOW, 0);
        for (int i = 0; i < 40; i++) {
            book.take(change(i + ".yml", rule("Rule " + i, "rule" + i, "word"), NOW), Long.MIN_VALUE, 1_000 + i * 10L);
            book.at(NOW + i, 1_000 + i * 10L);
        }
        assertThat(compiled).isEqualTo(1);

        assertThat(book.at(NOW + 50, 2_000).collection().detections()).hasSize(41);
        assertThat(compiled).isEqualTo(2);
    }

    @Test
    void aBurstWithoutEndIsTakenUpAllTheSame() {
        for (int i = 0; i < 40; i++) {
            book.take(change(i + ".yml", rule("Rule " + i, "rule" + i, "word"), NOW), Long.MIN_VALUE, i * 100L);
        }

        assertThat(book.at(NOW, 3_950).collection().detections()).hasSize(41);
    }

    @Test
    void findsARuleOfAnotherTimeWhereItIsNoneOfThisOne() {
        take(
                "new.yml",
                rule("First", "one", "1") + "---\n" + rule("Other", "two", "2") + "---\n" + sequence("one", "two"),
                NOW);
        String name = CompiledRules.nameOf(
                book.inForce(LATER).collection().correlations().getFirst().head());
        take("new.yml", rule("Second", "one", "1"), NOW + 100_000);

        assertThat(book.inForce(NOW + 200_000).collection().correlations()).isEmpty();
        assertThat(book.find(NOW + 200_000, name, rules -> rules.find(name) != null))
                .isNotNull();
        assertThat(book.find(NOW + 200_000, "none", rules -> rules.find("none") != null))
                .isNull();
    }

    @Test
    void keepsWhatWasBeforeForAnHourOfEventTime() {
        take("new.yml", rule("First", "new", "word"), NOW);
        take("new.yml", rule("Second", "new", "word"), NOW + 20_000);
        long hour = 3_600_000;

        RuleChange third = change("new.yml", rule("Third", "new", "word"), NOW + 2 * hour);
        assertThat(book.take(third, NOW + hour, NOW).history().changes()).hasSize(3);
        RuleChange fourth = change("new.yml", rule("Fourth", "new", "word"), NOW + 2 * hour);
        assertThat(book.take(fourth, NOW + 2 * hour, NOW).history().changes()).hasSize(3);
        assertThat(titles(0)).containsExactly("Given", "Second");
    }

    @Test
    void forgetsFilesThatWereWithdrawnLongAgo() {
        take("gone.yml", rule("Gone", "gone", "word"), NOW);
        take("gone.yml", null, NOW);

        RuleBook.Taken taken =
                book.take(change("other.yml", rule("Other", "other", "word"), NOW + 7_200_000), NOW + 7_200_000, NOW);

        assertThat(taken.forgotten()).containsExactly("gone.yml");
        assertThat(titles(0)).containsExactly("Given", "Other");
    }

    @Test
    void isTheSameFromWhatWasKept() {
        RuleHistory history = book.take(change("new.yml", rule("New", "new", "word"), NOW), Long.MIN_VALUE, NOW)
                .history();
        RuleChange again = change("new.yml", null, NOW);

        book = new RuleBook<>(GIVEN, Function.identity());
        book.restore("new.yml", history);
        assertThat(book.at(LATER, 0).collection().detections()).hasSize(2);
        book.take(new RuleChange("new.yml", null, NOW, 0, null), Long.MIN_VALUE, NOW);
        assertThat(titles(LATER)).as("read again from before the checkpoint").hasSize(2);
        book.take(again, Long.MIN_VALUE, NOW);
        assertThat(titles(LATER)).hasSize(1);
    }

    @Test
    void refusesWhatIsNoChangeOfARuleFile() {
        assertThat(change(null, "title: x", NOW).problem()).contains("name");
        assertThat(change("a\nb", "title: x", NOW).problem()).contains("control");
        assertThat(change("x".repeat(257), null, NOW).problem()).contains("256");
        assertThat(RuleChange.of(bytes("a"), bytes("x"), NOW, 3, 1).problem()).contains("partition 3");
        assertThat(RuleChange.of(bytes("a"), new byte[] {(byte) 0xff}, NOW, 0, 1)
                        .problem())
                .contains("UTF-8");
        assertThat(RuleChange.of(bytes("a"), new byte[5 << 20], NOW, 0, 1).problem())
                .contains("larger");
        assertThat(take("given.yml", rule("Other", "other", "word"), NOW).toString())
                .contains("is the name of a file that the jobs were started with");
        assertThat(take("built-in/risks.yml", null, NOW)).isEmpty();
        assertThat(titles(LATER)).containsExactly("Given");
    }
}
