package io.throughline.stream.detect;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.Habits.Pair;
import io.throughline.stream.detect.Habits.Place;
import io.throughline.stream.detect.PrincipalDetector.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One credential, or a principal of whom no credential is logged, that asks one service from two places by turns. Of two asks one behind the other the second comes from
 * another place now and then: how often, is learned of the credential itself and, as long as it is little known, of the others (a beta prior of {@link #PEERS_WEIGHT}
 * asks). So many moves among its latest asks are told of when that is improbable (Chernoff's bound). One who has moved to another place moves once; two who share a
 * credential move again and again.
 *
 * <p>Asks of one service are compared, since behind the entry a service sees its callers' addresses; and {@link Crossroads} count as one place, since a balancer chooses
 * among them.
 */
final class TwoPlaces {
    static final String RULE = "credential-two-places";

    /** A principal's own habits weigh as much as those of its peers after so many asks. */
    private static final double PEERS_WEIGHT = 50;

    /** There, back, and there again: a move is one, and who comes home, or whose telephone goes from one network to another, makes two. */
    private static final int MIN_MOVES = 3;

    private TwoPlaces() {}

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
        if (ask.place() == null) {
            return new Seen(part, habits);
        }
        Place place = new Place(Hash.of(ask.place()), ask.place(), ask.time());
        part.crossroads().pass(place.id(), Hash.of(named.name()), ask.time());
        long service = Hash.of(ask.service());
        Place before = habits.places().get(service);
        habits.asked(service, place);
        if (before == null) {
            return new Seen(part, habits);
        }
        boolean moved = moved(before, place, part.crossroads());
        boolean ready = !ask.time().isBefore(part.since().plus(learnFor));
        Seen learned = leave(part, habits, ask.time().minus(config.lasting()));
        Habits now = learned.habits();
        List<Pair> recent = now.recent();
        recent.add(new Pair(ask.time(), moved, false, ask.evidence()));
        long moves = recent.stream().filter(Pair::moved).count();
        if (moved && moves >= MIN_MOVES) {
            double rate = rate(learned.part(), now);
            double chance = chance(recent, rate);
            if (ready
                    && chance
                            < config.chance(part.rate().evidence().perHour(ask.time()), PrincipalDetector.QUANTITIES)) {
                tell(learned.part(), now, before, named, moves, rate, chance, config, alerts);
            }
            if (ready && chance < Tail.DOUBT) {
                recent.replaceAll(pair -> new Pair(pair.time(), pair.moved(), true, pair.evidence()));
            }
        }
        return new Seen(learned.part(), now);
    }

    private static boolean moved(Place from, Place to, Crossroads crossroads) {
        return from.id() != to.id() && !(crossroads.many(from.id()) && crossroads.many(to.id()));
    }

    /** What is no longer recent becomes what is usual. */
    private static Seen leave(Part part, Habits habits, Instant oldest) {
        Part all = part;
        long pairs = habits.pairs();
        long moves = habits.moves();
        List<Pair> recent = habits.recent();
        while (!recent.isEmpty()
                && (recent.size() >= Habits.MAX_RECENT
                        || recent.getFirst().time().isBefore(oldest))) {
            Pair over = recent.removeFirst();
            if (!over.doubtful()) {
                all = all.withPair(over.moved());
                pairs++;
                moves += over.moved() ? 1 : 0;
            }
        }
        return new Seen(all, habits.moving(pairs, moves));
    }

    /** Of the latest asks, as many as make their moves most improbable: who shares a credential may do so since a moment. */
    private static double chance(List<Pair> recent, double rate) {
        double least = 1;
        long moves = 0;
        for (int i = recent.size() - 1; i >= 0; i--) {
            moves += recent.get(i).moved() ? 1 : 0;
            least = Math.min(least, Chance.atLeast(moves, (long) recent.size() - i, rate));
        }
        return least * recent.size();
    }

    private static double rate(Part part, Habits habits) {
        double peers = ((double) part.moves() + 1) / ((double) part.pairs() + 2);
        return Math.min(
                0.999, ((double) habits.moves() + PEERS_WEIGHT * peers) / ((double) habits.pairs() + PEERS_WEIGHT));
    }

    private static void tell(
            Part part,
            Habits habits,
            Place before,
            NamedAsk named,
            long moves,
            double rate,
            double chance,
            PrincipalConfig config,
            Consumer<Alert> alerts) {
        Ask ask = named.ask();
        Map<String, String> entity = PrincipalDetector.entity(named);
        entity.put("place", String.valueOf(ask.place()));
        entity.put("other place", before.name());
        List<Evidence> evidence = new ArrayList<>();
        for (Pair pair : habits.recent().subList(0, habits.recent().size() - 1)) {
            if (pair.moved()) {
                evidence.add(pair.evidence());
            }
        }
        Sign sign = new Sign(
                RULE,
                Alert.Severity.HIGH,
                named.name(),
                entity,
                named.shown() + " is used from " + before.name() + " and " + ask.place() + " at once",
                "another place in " + Math.round(1e5 * rate) / 1e3 + " of 100 requests (" + habits.pairs()
                        + " requests of its own, " + part.pairs() + " of others)",
                moves + " changes between places in " + habits.recent().size() + " requests within "
                        + config.lasting().toSeconds() + " s" + EndpointDetector.chance(chance),
                List.of("T1550", "T1539"));
        Episodes.tell(part.episodes(), sign, ask, evidence, config.quiet(), alerts);
    }
}
