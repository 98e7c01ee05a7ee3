package io.throughline.stream.detect;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Alert;
import io.throughline.stream.detect.PrincipalDetector.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * How often a principal asks in a window, and how many bytes it is answered with, over all endpoints: against its own windows and against those of its peers,
 * weighed together (Fisher). Who always asks much is known for it; who hardly ever asked may not begin with what few others do.
 */
final class Amounts {
    static final String RATE = "request-rate";

    /** Less than twice of what it nearly never exceeds is not worth a look, however improbable. */
    private static final long WORTH = 2;

    private Amounts() {}

    /** Both as they are after the ask. */
    record Seen(Part part, Habits habits) {}

    static Seen observe(
            Part part,
            Habits habits,
            NamedAsk named,
            PrincipalConfig config,
            Duration learnFor,
            Consumer<Alert> alerts) {
        Ask ask = named.ask();
        long number = Math.floorDiv(ask.time().toEpochMilli(), config.lasting().toMillis());
        Seen now = number > habits.window() ? nextWindow(part, habits, named, number, config) : new Seen(part, habits);
        Habits before = now.habits;
        Habits after = before.inWindow(
                before.window(),
                before.asks() + 1,
                before.bytes() + (ask.answered() ? Math.max(0, ask.bytes()) : 0),
                before.rate(),
                before.volume());
        if (!ask.time().isBefore(part.since().plus(learnFor))
                && !judge(now.part, after, named, RATE, config, alerts)
                && !goesOn(now.part, named, RATE, config)) {
            judge(now.part, after, named, EndpointDetector.VOLUME, config, alerts);
        }
        return new Seen(now.part, after);
    }

    /** A window that is over counts, unless its asker is in an alert that goes on. */
    private static Seen nextWindow(Part part, Habits habits, NamedAsk named, long number, PrincipalConfig config) {
        boolean suspected = goesOn(part, named, RATE, config) || goesOn(part, named, EndpointDetector.VOLUME, config);
        if (habits.asks() == 0 || suspected) {
            return new Seen(part, habits.inWindow(number, 0, 0, habits.rate(), habits.volume()));
        }
        Instant time = named.ask().time();
        Part learned = part.with(
                part.rate().with(habits.asks(), time),
                habits.bytes() == 0 ? part.volume() : part.volume().with(habits.bytes(), time));
        Tail volume = habits.bytes() == 0 ? habits.volume() : habits.volume().with(habits.bytes(), time);
        return new Seen(learned, habits.inWindow(number, 0, 0, habits.rate().with(habits.asks(), time), volume));
    }

    private static boolean goesOn(Part part, NamedAsk named, String rule, PrincipalConfig config) {
        return Episodes.goesOn(part.episodes(), rule, named.name(), named.ask().time(), config.quiet());
    }

    private static boolean judge(
            Part part, Habits habits, NamedAsk named, String rule, PrincipalConfig config, Consumer<Alert> alerts) {
        boolean asks = rule.equals(RATE);
        long amount = asks ? habits.asks() : habits.bytes();
        Tail own = asks ? habits.rate() : habits.volume();
        Tail peers = asks ? part.rate() : part.volume();
        if (Tail.step(amount) <= own.most() || peers.samples() == 0 || amount < WORTH * own.quantile(0.99)) {
            return false;
        }
        double ofPeers = peers.chance(amount);
        double chance = own.samples() == 0 ? ofPeers : Chance.together(ofPeers, own.chance(amount));
        if (chance >= config.chance(peers.perHour(named.ask().time()))) {
            return false;
        }
        String what = asks ? "requests" : "bytes";
        String seconds = " within " + config.lasting().toSeconds() + " s";
        Sign sign = new Sign(
                rule,
                asks ? Alert.Severity.MEDIUM : Alert.Severity.HIGH,
                named.name(),
                PrincipalDetector.entity(named),
                named.shown()
                        + (asks
                                ? " asks far more than it and others ever did"
                                : " is given far more than it and others ever were"),
                "at most " + peers.quantile(0.99) + ' ' + what + seconds + " from 99 of 100 (" + peers.samples()
                        + " windows since " + part.since() + "), and at most " + own.quantile(0.99) + " in "
                        + own.samples() + " windows of its own",
                amount + " " + what + seconds + EndpointDetector.chance(chance),
                asks ? List.of("T1119", "T1499") : List.of("T1213", "T1567"));
        Episodes.tell(part.episodes(), sign, named.ask(), List.of(), config.quiet(), alerts);
        return true;
    }
}
