package io.throughline.api.rules;

import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RuleBook;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.live.RulesInForce;
import io.throughline.core.rule.read.ReadRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rules at one moment, as the topic and the settings have them, and what would be if one file were another. For one request. */
final class KnownRules {
    /** When every change that is known has taken effect. */
    static final long ONCE_ALL_IS_DONE = Long.MAX_VALUE - 1;

    private final GivenRules given;
    private final RuleBook<CompiledRules> book;
    private final Map<String, RuleChange> newest = new TreeMap<>();
    private final RulesInForce inForce;
    private final CompiledRules compiled;
    private long nextOffset;

    private KnownRules(RuleShelf shelf) {
        this.given = shelf.given();
        this.book = new RuleBook<>(given, Function.identity());
        for (RuleChange change : shelf.store().changes()) {
            book.take(change, Long.MIN_VALUE, 0);
            newest.put(change.id(), change);
            nextOffset = change.offset() + 1;
        }
        this.inForce = book.inForce(ONCE_ALL_IS_DONE);
        this.compiled = book.at(ONCE_ALL_IS_DONE, 0);
    }

    static KnownRules of(RuleShelf shelf) {
        return new KnownRules(shelf);
    }

    /**
     * What would be if a file were another.
     *
     * @param problems what is wrong with the file, whatever other rules there are
     * @param conflicts what does not go together with others: of the file itself, and of those that would have to go with it
     */
    record Tried(
            ReadRules file,
            List<RuleProblem> problems,
            List<RuleProblem> conflicts,
            CompiledRules before,
            CompiledRules after) {}

    /**
     * Once only: what is known here includes it afterwards.
     *
     * @param text null to withdraw it
     */
    Tried tried(String id, @Nullable String text, long nowMillis) {
        long offset = nextOffset++;
        RuleBook.Taken taken = book.take(new RuleChange(id, text, nowMillis, offset, null), Long.MIN_VALUE, 0);
        RulesInForce after = book.inForce(ONCE_ALL_IS_DONE);
        List<RuleProblem> conflicts = new ArrayList<>();
        if (taken.problems().isEmpty()) {
            after.refused().forEach((change, problems) -> {
                if (change.offset() == offset || !inForce.refused().containsKey(change)) {
                    conflicts.addAll(problems);
                }
            });
            after.collection().problems().stream()
                    .filter(problem -> !inForce.collection().problems().contains(problem))
                    .forEach(conflicts::add);
        }
        return new Tried(
                read(id, text == null ? "" : text),
                taken.problems(),
                conflicts,
                compiled,
                book.at(ONCE_ALL_IS_DONE, 0));
    }

    /** What a file of the topic says, whether it can be used or not. */
    ReadRules read(String id, String text) {
        return given.read(id, text);
    }

    GivenRules given() {
        return given;
    }

    RulesInForce inForce() {
        return inForce;
    }

    /** The latest change of each file of the topic, by its id, withdrawals too. */
    Map<String, RuleChange> newest() {
        return newest;
    }

    boolean isGiven(String file) {
        return given.texts().stream().anyMatch(text -> text.file().equals(file));
    }

    /** The name that a file has where nobody gives one: its first rule's id or name. */
    Optional<String> nameOf(String text) {
        return given.read("rule", text).rules().stream()
                .map(Rule::head)
                .map(head -> head.id() == null ? head.name() : head.id())
                .filter(name -> name != null)
                .findFirst();
    }
}
