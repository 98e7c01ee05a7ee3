package io.throughline.core.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one trait, slice of time by slice, and learned.
 *
 * <p>Slices wait for some others to come before they are learned from; if those that wait do not fit together with what is known, they
 * are set aside, so that a fault never becomes the norm by which it is measured. What lasts is: when so many slices in a row were set
 * aside that it must be the new norm, they are learned. Only slices in which the trait was seen count: nothing is learned of a silence.
 * Times are never set aside: they drift, and a few that are long do not make the median longer.
 */
public final class TraitHistory {
    /** Slices that wait. */
    static final int WAITING = 4;

    /** Slices learned from; the oldest are forgotten. */
    static final int MAX_SLICES = 500;

    /** The same of times, which grow with the data: an hour in which the trait is always seen. */
    static final int MAX_TIME_SLICES = 120;

    /** Slices in a row set aside until they are the new norm. */
    static final int NEW_NORM = 40;

    /** Natural logarithm of the odds above which waiting slices are set aside: a thousand to one. */
    static final double SET_ASIDE = 7;

    /** The model is made anew when it could learn from so many times the slices. */
    private static final double GROWTH = 1.25;

    /** With fewer slices, and {@link #MIN_SEEN less seen}, nothing is odd yet. */
    private static final int MIN_SLICES = 3;

    private static final int MIN_SEEN = 5;

    /** Five minutes. */
    private static final int JUST_BEFORE_SLICES = 10;

    private final Trait.Kind kind;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Counts> learned = new ArrayDeque<>();
    private final Deque<Counts> aside = new ArrayDeque<>();
    private @Nullable TraitModel model;
    private int sinceModel;

    /** @param odd does not fit */
    record Waiting(long slice, Counts counts, boolean odd) {}

    public TraitHistory(Trait.Kind kind) {
        this.kind = kind;
    }

    /** What {@link #pack} gave. */
    public static TraitHistory unpack(Trait.Kind kind, byte[] packed) {
        TraitHistory history = new TraitHistory(kind);
        PackedHistory.Reading read = new PackedHistory.Reading(packed);
        history.sinceModel = read.number();
        read.counts(history.learned);
        read.counts(history.aside);
        read.waiting(history.waiting);
        return history;
    }

    /** A few bytes a slice. */
    public byte[] pack() {
        return new PackedHistory.Writing()
                .number(sinceModel)
                .counts(learned)
                .counts(aside)
                .waiting(waiting)
                .bytes();
    }

    /** @see #add(long, Counts) */
    public Set<String> add(long slice, Map<String, Integer> counts) {
        return add(slice, Counts.of(counts));
    }

    /** @see #judge(Trait, Counts, long, boolean) */
    public @Nullable Change judge(Trait trait, Map<String, Integer> seen, long slice, boolean afterRest) {
        return judge(trait, Counts.of(seen), slice, afterRest);
    }

    /**
     * @param slice its number; slices come in order, and one that comes again adds to what it was
     * @return the outcomes that are now much more frequent than known; empty where none is
     */
    Set<String> add(long slice, Counts counts) {
        if (!waiting.isEmpty() && waiting.getLast().slice == slice) {
            waiting.getLast().counts.add(counts);
        } else {
            Counts copy = new Counts();
            copy.add(counts);
            waiting.addLast(new Waiting(slice, copy, false));
        }
        Set<String> news = news();
        if (!news.isEmpty() && !kind.isTime()) {
            List<Waiting> all = new ArrayList<>(waiting);
            waiting.clear();
            all.forEach(one -> waiting.addLast(new Waiting(one.slice, one.counts, true)));
        }
        while (waiting.size() > WAITING) {
            Waiting oldest = waiting.removeFirst();
            learn(oldest.counts, oldest.odd);
        }
        return news;
    }

    private Set<String> news() {
        TraitModel known = model();
        if (known == null || known.seen() < MIN_SEEN || learned.size() < MIN_SLICES) {
            return Set.of();
        }
        Counts together = new Counts();
        waiting.forEach(one -> together.add(one.counts));
        TraitModel.Judgement judgement = known.judge(together);
        return judgement.nats() > SET_ASIDE ? judgement.credits().keySet() : Set.of();
    }

    /** Learns what waits: it is known to be without fault. */
    void trust() {
        waiting.forEach(one -> learn(one.counts));
        waiting.clear();
    }

    /**
     * How the trait is otherwise now; null where nothing is known of it yet, and where its times were long just before as well: times
     * drift, and are long for a while after a rest.
     *
     * @param slice the first that is judged
     * @param afterRest whether times count that were not seen just before
     */
    @Nullable
    Change judge(Trait trait, Counts seen, long slice, boolean afterRest) {
        TraitModel usual = upToNow();
        if (usual == null || (kind.isTime() && !differsFromJustBefore(seen, slice, afterRest))) {
            return null;
        }
        TraitModel.Judgement judgement = usual.judge(seen);
        Map<String, Change.Outcome> outcomes = new HashMap<>();
        judgement.credits().forEach((outcome, nats) -> {
            double now = seen.of(outcome) / (double) seen.total();
            double share = usual.share(outcome);
            outcomes.put(outcome, new Change.Outcome(seen.of(outcome), share, nats, Math.max(0, 1 - share / now), 0));
        });
        return new Change(trait, judgement.nats(), seen.total(), usual.mostUsual(), usual.medianOctave(), outcomes);
    }

    private boolean differsFromJustBefore(Counts seen, long slice, boolean unknown) {
        TraitModel before = since(slice - JUST_BEFORE_SLICES);
        return before == null ? unknown : before.judge(seen).nats() > 0;
    }

    /** What was usual in the slices from this one on that wait; null where none does. */
    @Nullable
    TraitModel since(long slice) {
        List<Counts> recent = waiting.stream()
                .filter(one -> one.slice >= slice)
                .map(Waiting::counts)
                .toList();
        return recent.isEmpty() ? null : new TraitModel(kind, recent);
    }

    private void learn(Counts slice, boolean isOdd) {
        if (isOdd) {
            aside.addLast(slice);
            if (aside.size() >= NEW_NORM) {
                aside.forEach(this::learn);
                aside.clear();
            }
        } else {
            aside.clear();
            learn(slice);
        }
    }

    private void learn(Counts slice) {
        learned.addLast(slice);
        sinceModel++;
    }

    /** What is usual; null before anything was learned. It is made at the same slices after a restore. */
    @Nullable
    TraitModel model() {
        int before = learned.size() - sinceModel;
        if (sinceModel > 0 && sinceModel >= (GROWTH - 1) * before) {
            while (learned.size() > (kind.isTime() ? MAX_TIME_SLICES : MAX_SLICES)) {
                learned.removeFirst();
            }
            sinceModel = 0;
            model = null;
        }
        if (model == null && learned.size() > sinceModel) {
            model = new TraitModel(
                    kind, learned.stream().limit(learned.size() - sinceModel).toList());
        }
        return model;
    }

    /** What is usual by all that was learned, and where that is next to nothing, by what waits too; null where nothing was seen. */
    @Nullable
    TraitModel upToNow() {
        if (learned.size() >= MIN_SLICES) {
            return model();
        }
        List<Counts> slices = new ArrayList<>(learned);
        waiting.forEach(one -> slices.add(one.counts));
        return slices.isEmpty() ? null : new TraitModel(kind, slices);
    }
}
