package io.throughline.core.rule.live;

import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.pack.BuiltInRules;
import io.throughline.core.rule.read.ReadRules;
import io.throughline.core.rule.read.RuleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All rules that are known, given ones and those of the topic, and for each time of records those in force. What the rules of a time are
 * compiled into is made when a record of that time comes, and kept while it stays the same. Not for two threads at once.
 *
 * <p>A change of a file takes effect at a point of event time, see {@link RuleChange#takesEffectMillis}. The first version of a file is for
 * all records, so that it does as soon as it is heard of; as a burst of files would compile everything again with each, what is heard is
 * taken up when it has been quiet for a moment.
 *
 * @param <T> what is made of compiled rules
 */
public final class RuleBook<T> {
    /** Of the topic; files that were withdrawn are forgotten in time. */
    public static final int MAX_FILES = 10_000;

    /** Records so much older than the watermark may be judged by what is in force now. */
    static final long KEEP_MILLIS = 3_600_000;

    private static final long QUIET_MILLIS = 500;
    private static final long LONGEST_BURST_MILLIS = 3_000;
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    /** Moments whose rules stay compiled: now, before the last change, and some for records out of order. */
    private static final int MAX_COMPILED = 4;

    /** Rules of other times of which it is known where they are, or that they are nowhere. */
    private static final int MAX_FOUND = 10_000;

    private final GivenRules rules;
    private final List<ReadRules> given;
    private final Set<String> givenFiles = new HashSet<>();
    private final Function<CompiledRules, T> maker;
    private final Map<String, RuleHistory> heard = new TreeMap<>();
    private final Map<Long, ReadRules> read = new HashMap<>();
    private final Map<String, Moment<T>> compiled = new LinkedHashMap<>(8, 0.75f, true);

    private final Map<Integer, Moment<T>> moments = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<String, @Nullable T> found = new HashMap<>();

    private Map<String, RuleHistory> taken = Map.of();
    private long[] steps = {};
    private long takenOffset = -1;
    private long chars;
    private boolean fresh;
    private long firstHeard;
    private long lastHeard;
    private @Nullable Moment<T> last;

    /** The rules from one change to the next, {@code to} exclusive. */
    private record Moment<T>(long from, long to, RulesInForce rules, T made) {
        boolean has(long millis) {
            return millis >= from && millis < to;
        }
    }

    /**
     * What came of a change.
     *
     * @param history of its file, to be kept
     * @param forgotten files of which nothing has to be kept any more
     * @param problems why it cannot be used, whatever other rules there are
     */
    public record Taken(RuleHistory history, List<String> forgotten, List<RuleProblem> problems) {}

    public RuleBook(GivenRules rules, Function<CompiledRules, T> maker) {
        this.rules = rules;
        this.given = rules.read();
        this.maker = maker;
        rules.texts().stream().map(RuleText::file).forEach(givenFiles::add);
    }

    /** What was kept of a file before a restart. */
    public void restore(String id, RuleHistory history) {
        heard.put(id, history);
        chars += history.chars();
        fresh = true;
        firstHeard = LONG_AGO;
        lastHeard = LONG_AGO;
    }

    /**
     * Hears of a change. It is part of {@link #at} when it has been quiet for a moment.
     *
     * @param watermarkMillis records before it are late
     * @param nowMillis of the wall clock, for that moment
     */
    public Taken take(RuleChange change, long watermarkMillis, long nowMillis) {
        RuleHistory before = heard.getOrDefault(change.id(), RuleHistory.NONE);
        RuleChange bounded = bounded(change, before);
        RuleHistory history = trimmed(usable(before).with(bounded), watermarkMillis);
        chars += history.chars() - before.chars();
        heard.put(change.id(), history);
        if (!fresh) {
            firstHeard = nowMillis;
        }
        lastHeard = nowMillis;
        fresh = true;
        return new Taken(history, forgotten(change.id(), watermarkMillis), RulesInForce.problems(bounded, this::read));
    }

    private RuleChange bounded(RuleChange change, RuleHistory before) {
        if (change.text() == null) {
            return change;
        }
        if (givenFiles.contains(change.id()) || change.id().startsWith(BuiltInRules.FOLDER)) {
            return change.refused("is the name of a file that the jobs were started with");
        }
        if (before.changes().isEmpty() && heard.size() >= MAX_FILES) {
            return change.refused("there are " + MAX_FILES + " rule files already");
        }
        if (chars + change.text().length() > GivenRules.MAX_CHARS) {
            return change.refused(
                    "all rule files together would have more than " + GivenRules.MAX_CHARS + " characters");
        }
        return change;
    }

    /** What can never be used is of no more use when something follows it, and would only take the place of what can. */
    private RuleHistory usable(RuleHistory history) {
        return new RuleHistory(history.changes().stream()
                .filter(change -> RulesInForce.problems(change, this::read).isEmpty())
                .toList());
    }

    /** What was in force until long before the watermark is of no record that could still come in time. */
    private RuleHistory trimmed(RuleHistory history, long watermarkMillis) {
        for (int i = history.changes().size() - 1; i > 0; i--) {
            RuleChange change = history.changes().get(i);
            boolean old = watermarkMillis >= 0 && change.takesEffectMillis() <= watermarkMillis - KEEP_MILLIS;
            if (old && RulesInForce.problems(change, this::read).isEmpty()) {
                return history.from(i);
            }
        }
        return history;
    }

    private List<String> forgotten(String but, long watermarkMillis) {
        List<String> gone = new ArrayList<>();
        heard.forEach((id, history) -> {
            RuleChange only = history.changes().getLast();
            if (!id.equals(but)
                    && only.text() == null
                    && watermarkMillis >= 0
                    && only.takesEffectMillis() <= watermarkMillis - KEEP_MILLIS
                    && trimmed(history, watermarkMillis).changes().size() == 1) {
                gone.add(id);
            }
        });
        gone.forEach(id -> chars -= Objects.requireNonNull(heard.remove(id)).chars());
        return gone;
    }

    private ReadRules read(RuleChange change) {
        return read.computeIfAbsent(
                change.offset(), any -> rules.read(change.id(), Objects.requireNonNullElse(change.text(), "")));
    }

    /** What is made of the rules in force for records of a time. */
    public T at(long millis, long nowMillis) {
        if (fresh && (nowMillis - lastHeard >= QUIET_MILLIS || nowMillis - firstHeard >= LONGEST_BURST_MILLIS)) {
            takeUp();
        }
        return moment(millis).made;
    }

    /** Those in force for records of a time, of all that was heard. */
    public RulesInForce inForce(long millis) {
        takeUp();
        return moment(millis).rules;
    }

    /** The rules of which {@link #at} last gave what is made of them. */
    public RulesInForce last() {
        return Objects.requireNonNull(last, "nothing was asked for yet").rules;
    }

    /**
     * What is made of the rules of a time, or else of those of another time at which a rule was in force.
     *
     * @param rule its key and version, as {@link CompiledRules.Correlation#name} has it
     * @param test whether the rule is there
     * @return null where it is in none that is known
     */
    public @Nullable T find(long millis, String rule, Predicate<T> test) {
        T first = moment(millis).made;
        if (test.test(first)) {
            return first;
        }
        takeUp();
        if (!found.containsKey(rule)) {
            if (found.size() == MAX_FOUND) {
                found.clear();
            }
            found.put(rule, elsewhere(rule, test));
        }
        return found.get(rule);
    }

    private @Nullable T elsewhere(String rule, Predicate<T> test) {
        for (RuleHistory history : taken.values()) {
            for (int i = 0; i < history.changes().size(); i++) {
                if (names(history.changes().get(i)).noneMatch(rule::equals)) {
                    continue;
                }
                T made = moment(history.begin(i)).made;
                if (test.test(made)) {
                    return made;
                }
            }
        }
        return null;
    }

    private Stream<String> names(RuleChange change) {
        return change.text() == null
                ? Stream.of()
                : read(change).rules().stream().map(one -> CompiledRules.nameOf(one.head()));
    }

    /** Of the latest change that is taken up; -1 without any. */
    public long offset() {
        return takenOffset;
    }

    private void takeUp() {
        if (!fresh) {
            return;
        }
        fresh = false;
        taken = new TreeMap<>(heard);
        TreeSet<Long> times = new TreeSet<>();
        Set<Long> known = new HashSet<>();
        for (RuleHistory history : taken.values()) {
            for (int i = 0; i < history.changes().size(); i++) {
                RuleChange change = history.changes().get(i);
                known.add(change.offset());
                takenOffset = Math.max(takenOffset, change.offset());
                if (i > 0) {
                    times.add(change.takesEffectMillis());
                }
            }
        }
        read.keySet().retainAll(known);
        steps = times.stream().mapToLong(Long::longValue).toArray();
        last = null;
        moments.clear();
        found.clear();
    }

    private Moment<T> moment(long millis) {
        Moment<T> at = last;
        if (at != null && at.has(millis)) {
            return at;
        }
        int place = Arrays.binarySearch(steps, millis);
        int step = place >= 0 ? place : -place - 2;
        Moment<T> moment = moments.get(step);
        if (moment == null) {
            moment = moment(
                    millis,
                    step < 0 ? Long.MIN_VALUE : steps[step],
                    step + 1 < steps.length ? steps[step + 1] : Long.MAX_VALUE);
            moments.put(step, moment);
            dropEldest(moments);
        }
        last = moment;
        return moment;
    }

    /** The same rules are not compiled again, as most changes are for later. */
    private Moment<T> moment(long millis, long from, long to) {
        Map<String, List<RuleChange>> wanted = new TreeMap<>();
        StringBuilder key = new StringBuilder();
        taken.forEach((id, history) -> {
            List<RuleChange> changes = history.at(millis);
            wanted.put(id, changes);
            key.append(changes.getFirst().offset()).append(' ');
        });
        Moment<T> same = compiled.get(key.toString());
        Moment<T> made = same == null ? compiled(wanted, from, to) : new Moment<>(from, to, same.rules, same.made);
        compiled.put(key.toString(), made);
        dropEldest(compiled);
        return made;
    }

    private static void dropEldest(Map<?, ?> map) {
        if (map.size() > MAX_COMPILED) {
            map.remove(map.keySet().iterator().next());
        }
    }

    private Moment<T> compiled(Map<String, List<RuleChange>> wanted, long from, long to) {
        RulesInForce inForce = RulesInForce.of(given, wanted, this::read);
        return new Moment<>(from, to, inForce, maker.apply(new CompiledRules(inForce.collection())));
    }
}
