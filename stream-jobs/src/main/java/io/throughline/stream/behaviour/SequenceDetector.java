package io.throughline.stream.behaviour;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.FlowTraits;
import io.throughline.stream.detect.Detector;
import io.throughline.stream.detect.Episode;
import io.throughline.stream.detect.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request calls others in an order that its kind never has: a step is left out, taken twice, or taken that belongs elsewhere.
 *
 * <p>Learned are whole sequences and, where these vary, the steps from one call to the next: a Markov chain of first order with its
 * beginning and its end (Warrender, Forrest and Pearlmutter, "Detecting intrusions using system calls: alternative data models", 1999,
 * compare such models; looking for what never occurred does as well as more). The chance of a sequence or step never seen is Good and
 * Turing's estimate: the share of those seen once only. With {@code k} seen once among {@code n} requests it is below
 * {@code (k + 3) / n} with a confidence of 95 % for small {@code k}. A sequence that a known one begins with is no alert, for a request that fails ends early.
 */
public final class SequenceDetector implements Detector<DoneWork, SequenceMemory> {
    public static final String RULE = "improbable-sequence";

    /** Requests before anything is improbable: with none seen once, the chance of a new sequence is below three in a hundred then. */
    static final int MIN_REQUESTS = 100;

    private static final String BEGIN = "(begin)";
    private static final String END = "(end)";
    private static final int MAX_SHOWN = 12;
    private static final int MAX_OPEN = 50;
    private static final long serialVersionUID = 1L;

    private final BehaviourConfig config;

    public SequenceDetector(BehaviourConfig config) {
        this.config = config;
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Class<SequenceMemory> stateType() {
        return SequenceMemory.class;
    }

    @Override
    public String keyOf(DoneWork done) {
        return done.work().service() + '\0' + done.work().endpoint();
    }

    @Override
    public Instant knownAt(DoneWork done) {
        return done.known();
    }

    @Override
    public String idOf(DoneWork done) {
        return done.flow() + done.work().evidence().getFirst().event();
    }

    @Override
    public SequenceMemory observe(@Nullable SequenceMemory state, DoneWork done, Consumer<Alert> alerts) {
        SequenceMemory memory = state != null ? state : SequenceMemory.begin(done.known());
        List<String> calls = done.work().calls();
        long way = hash(String.join("\n", calls));
        boolean usual = memory.ways().containsKey(way) || beginsAsUsual(memory, calls);
        if (!usual && ready(memory, done.known())) {
            if (done.work().failed()) {
                // Neither is it judged nor does it teach: what fails takes ways that say nothing of the others.
                return memory;
            }
            String odd = odd(memory, calls, done.known());
            if (odd != null) {
                tell(memory, done, odd, alerts);
                return memory;
            }
        }
        learn(memory, calls, done.known());
        return memory.oneMore();
    }

    /** What is odd in the same way soon after is the same alert. */
    private static void tell(SequenceMemory memory, DoneWork done, String odd, Consumer<Alert> alerts) {
        memory.open()
                .values()
                .removeIf(open -> done.known().isAfter(open.begin().plus(EndpointWatch.EPISODE)));
        Episode episode = memory.open().getOrDefault(odd, Episode.begin(done.known()));
        List<Evidence> evidence = done.work().evidence();
        episode = episode.with(done.known(), evidence.getFirst());
        for (Evidence more : evidence.subList(1, evidence.size())) {
            episode = episode.showing(more);
        }
        memory.open().put(odd, episode);
        Least.trim(memory.open(), MAX_OPEN, Comparator.comparing(Episode::last));
        if (episode.worthTelling()) {
            alerts.accept(alert(memory, done, odd, episode));
        }
    }

    private boolean ready(SequenceMemory memory, Instant now) {
        return memory.requests() >= MIN_REQUESTS && config.learned(memory.since(), now);
    }

    /** What is never so, null where such things vary too much to say so. */
    private @Nullable String odd(SequenceMemory memory, List<String> calls, Instant now) {
        for (String call : calls) {
            if (!memory.calls().containsKey(hash(call)) && rare(memory, memory.calls(), now)) {
                return call + " was never called";
            }
        }
        String before = BEGIN;
        for (int i = 0; i <= calls.size(); i++) {
            String call = i < calls.size() ? calls.get(i) : END;
            if (!memory.steps().containsKey(step(before, call)) && rare(memory, memory.steps(), now)) {
                return call + " never came after " + before;
            }
            before = call;
        }
        return rare(memory, memory.ways(), now) ? "these calls never came in this order" : null;
    }

    private boolean rare(SequenceMemory memory, Map<Long, ServiceMemory.Known> things, Instant now) {
        return things.size() < SequenceMemory.MAX_THINGS
                && config.rare(SequenceMemory.once(things), memory.since(), now);
    }

    /** The beginnings of sequences are remembered with them. */
    private static boolean beginsAsUsual(SequenceMemory memory, List<String> calls) {
        return memory.ways().containsKey(hash("begins\n" + String.join("\n", calls)));
    }

    private static void learn(SequenceMemory memory, List<String> calls, Instant time) {
        SequenceMemory.remember(memory.ways(), hash(String.join("\n", calls)), time);
        for (int length = 1; length < calls.size(); length++) {
            long begins = hash("begins\n" + String.join("\n", calls.subList(0, length)));
            // Not to be counted among what was seen once: it says nothing of its own.
            SequenceMemory.remember(memory.ways(), begins, time);
            SequenceMemory.remember(memory.ways(), begins, time);
        }
        String before = BEGIN;
        for (String call : calls) {
            SequenceMemory.remember(memory.calls(), hash(call), time);
            SequenceMemory.remember(memory.steps(), step(before, call), time);
            before = call;
        }
        SequenceMemory.remember(memory.steps(), step(before, END), time);
    }

    private static long step(String before, String call) {
        return hash(before + "\n>" + call);
    }

    /** FNV-1a over characters, of 64 bits: what is remembered stays small, and two of 500 are equal once in 10^14. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    private static Alert alert(SequenceMemory memory, DoneWork done, String odd, Episode episode) {
        FlowTraits.Work work = done.work();
        List<String> shown =
                new ArrayList<>(work.calls().stream().limit(MAX_SHOWN).toList());
        if (work.calls().size() > MAX_SHOWN) {
            shown.add("and " + (work.calls().size() - MAX_SHOWN) + " more");
        }
        long once = SequenceMemory.once(memory.ways());
        return new Sign(
                        RULE,
                        Alert.Severity.MEDIUM,
                        work.service() + '\0' + work.endpoint() + '\0' + odd,
                        Map.of("service.name", work.service(), "url.template", work.endpoint()),
                        work.service() + " answers " + work.endpoint() + " with calls in an order that it never has",
                        String.format(
                                Locale.ROOT,
                                "one of the sequences of %d requests in %d minutes, of which %d came once; another has a chance below %.4f",
                                memory.requests(),
                                Duration.between(memory.since(), done.known()).toMinutes(),
                                once,
                                Math.min(1, (once + 3.0) / (double) memory.requests())),
                        odd + ": " + String.join(" > ", shown),
                        List.of("T1106"))
                .of(episode);
    }
}
