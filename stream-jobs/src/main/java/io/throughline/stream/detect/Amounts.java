package io.throughline.stream.detect;

import io.throughline.core.behaviour.Pace;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Alert;
import io.throughline.stream.detect.PrincipalDetector.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How often a principal asks in a window that slides, and how many bytes it is answered with, over all endpoints: against what is to be expected of it by its own past, drawn towards
 * what its peers do. How much evidence of too much there is of whom by chance, is learned of all peers. Who always asks much is known for it; who hardly ever asked
 * may not begin with what few others do.
 */
final class Amounts {
    static final String RATE = "request-rate";

    /** Less than twice of what is to be expected of this one, or of any who ask, is not worth a look, however improbable. */
    private static final double WORTH = 2;

    private Amounts() {}

    /** Both as they are after the ask. */
    record Seen(Part part, Habits habits) {}

    /**
     * Of all peers.
     *
     * @param begin the number of the first window
     * @param load asks lately
     * @param asks of windows that are over
     * @param sizes of single answers, in bytes
     * @param answer bytes of a large ordinary answer, by the sizes of slots that are over
     */
    public record All(long begin, Pace load, long asks, Tail sizes, long answer) {
        /** While there are fewer sizes, each changes what is ordinary. */
        private static final long ENOUGH = 50;

        static All begin(long slot, Instant now) {
            return new All(Math.floorDiv(slot, Pace.SLOTS), Pace.begin(slot), 0, Tail.empty(now), 1);
        }

        private All asked(long slot, Ask ask) {
            boolean sized = ask.bytes() > 0 && ask.answered();
            Tail known = sized ? sizes.with(ask.bytes(), ask.time()) : sizes;
            boolean anew = slot > load.slot() || (sized && known.samples() < ENOUGH);
            long large = anew ? Math.max(1, known.quantile(EndpointDetector.LARGE)) : answer;
            return new All(begin, load.with(slot, 1), asks, known, large);
        }

        private All with(long more) {
            return new All(begin, load, asks + more, sizes, answer);
        }
    }

    static long slot(Instant time, PrincipalConfig config) {
        return Math.floorDiv(time.toEpochMilli(), Math.max(1, config.lasting().toMillis() / Pace.SLOTS));
    }

    static Seen observe(
            Part part,
            Habits habits,
            NamedAsk named,
            PrincipalConfig config,
            Duration learnFor,
            Consumer<Alert> alerts) {
        Ask ask = named.ask();
        long slot = Math.max(slot(ask.time(), config), habits.asks().slot());
        Seen next = nextWindow(part, habits, named, Math.floorDiv(slot, Pace.SLOTS), config);
        Part now = next.part.with(next.part.amounts().asked(slot, ask), next.part.rate(), next.part.volume());
        Habits after = next.habits.asking(slot, ask.answered() ? Math.max(0, ask.bytes()) : 0);
        Judged rate = Judged.of(now, after, slot, true);
        Judged volume = Judged.of(now, after, slot, false);
        after = after.with(rate.nats(), ask.bytes() > 0 ? volume.nats() : -1);
        if (!ask.time().isBefore(part.since().plus(learnFor))
                && !tell(now, rate, named, RATE, config, alerts)
                && !goesOn(now, named, RATE, config)
                && volume.largeAnswers(after.asks().at(slot), now)) {
            tell(now, volume, named, EndpointDetector.VOLUME, config, alerts);
        }
        return new Seen(now, after);
    }

    /** A window that is over counts, unless its asker is in an alert that goes on. */
    private static Seen nextWindow(Part part, Habits habits, NamedAsk named, long number, PrincipalConfig config) {
        if (number <= habits.window()) {
            return new Seen(part, habits);
        }
        long asks = habits.asks().since(habits.window() * Pace.SLOTS);
        long bytes = habits.bytes().since(habits.window() * Pace.SLOTS);
        if (asks == 0 || goesOn(part, named, RATE, config) || goesOn(part, named, EndpointDetector.VOLUME, config)) {
            return new Seen(part, habits.inWindow(number, habits.past()));
        }
        Instant time = named.ask().time();
        boolean fresh = habits.past().first() == habits.window();
        Part learned = part.with(
                part.amounts().with(asks),
                part.rate().with(asks, fresh, (double) habits.mostAsks(), time),
                bytes == 0 ? part.volume() : part.volume().with(bytes, fresh, (double) habits.mostBytes(), time));
        Past past = habits.past().with(habits.window(), time, asks, 0, 0, bytes);
        return new Seen(learned, habits.inWindow(number, past));
    }

    private static boolean goesOn(Part part, NamedAsk named, String rule, PrincipalConfig config) {
        return Episodes.goesOn(part.episodes(), rule, named.name(), named.ask().time(), config.quiet());
    }

    /** An amount in the light of what is to be expected. */
    private record Judged(long amount, double expected, Quantities usual, Quantities.Judged by) {
        static Judged of(Part part, Habits habits, long slot, boolean ofAsks) {
            All all = part.amounts();
            Quantities usual = ofAsks ? part.rate() : part.volume();
            long number = Math.floorDiv(slot, Pace.SLOTS);
            double others = (double) (all.load.at(slot) - habits.asks().at(slot));
            double mean = (double) all.asks / (double) Math.max(1, number - all.begin);
            double busy = mean > 0 ? Math.max(1, others / mean) : 1;
            double unit = ofAsks ? 1 : all.answer;
            Past past = habits.past();
            Past.Usual usually = past.usual(
                    (double) (ofAsks ? past.asks() : past.bytes()) / unit,
                    Math.max(1e-6, usual.ofOne() / unit),
                    number,
                    busy);
            long amount = (ofAsks ? habits.asks() : habits.bytes()).at(slot);
            return new Judged(amount, unit * usually.expected(), usual, usual.judge(amount, unit, usually));
        }

        /** Bytes of many answers of the usual size are requests, and told of as such. */
        boolean largeAnswers(long asks, Part part) {
            double usually = usual.sum() / (double) Math.max(1, part.amounts().asks());
            return (double) amount >= WORTH * usually * (double) asks;
        }

        long nats() {
            return Math.round(by.nats());
        }

        /** 1 for what is not worth a look. */
        double chance() {
            return (double) amount >= WORTH * Math.max(expected, usual.ofOne()) ? usual.chance(by) : 1;
        }
    }

    private static boolean tell(
            Part part, Judged judged, NamedAsk named, String rule, PrincipalConfig config, Consumer<Alert> alerts) {
        double chance = judged.chance();
        if (chance
                >= config.chance(judged.usual.evidence().perHour(named.ask().time()), PrincipalDetector.QUANTITIES)) {
            return false;
        }
        boolean asks = rule.equals(RATE);
        String what = asks ? "requests" : "bytes";
        String seconds = " within " + config.lasting().toSeconds() + " s";
        Sign sign = new Sign(
                rule,
                asks ? Alert.Severity.MEDIUM : Alert.Severity.HIGH,
                named.name(),
                PrincipalDetector.entity(named),
                named.shown()
                        + (asks ? " asks far more than is usual of it" : " is given far more than is usual of it"),
                String.format(
                        Locale.ROOT,
                        "%.1f %s%s of this one, and %.1f of any who ask (%d windows of theirs since %s)",
                        judged.expected,
                        what,
                        seconds,
                        judged.usual.ofOne(),
                        judged.usual.windows(),
                        part.since()),
                judged.amount + " " + what + seconds + EndpointDetector.chance(chance),
                asks ? List.of("T1119", "T1499") : List.of("T1213", "T1567"));
        Episodes.tell(part.episodes(), sign, named.ask(), List.of(), config.quiet(), alerts);
        return true;
    }
}
