package io.throughline.stream.detect;

import io.throughline.core.behaviour.Branches;
import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.NamedAsk.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Principals, credentials and roles against their own habits, and against those of others: an endpoint that a role never asked for, a credential at two places at
 * once, and far more requests or data than ever.
 *
 * <p>They are kept in {@code parts} by the hash of their names, each with room for its share of {@code maxPrincipals}; beyond it those silent
 * longest are forgotten, so a million names cost what the limit does. The others of a part are the peers: a sample that nobody can choose.
 *
 * <p>State of a part: at most {@code maxPrincipals / parts} habits of 35 KB, of which nearly all have less than 1 KB, two tails, 16,384 places of 150 bytes and 100 episodes.
 */
public final class PrincipalDetector implements Detector<NamedAsk, PrincipalDetector.Part> {
    public static final String FIRST_ENDPOINT = "first-seen-endpoint";

    /** Requests, bytes, changes of place. */
    static final int QUANTITIES = 3;

    private static final long serialVersionUID = 1L;

    private final PrincipalConfig config;
    private final Duration learnFor;
    private final Duration forgetAfter;

    public PrincipalDetector(PrincipalConfig config, Duration learnFor, Duration forgetAfter) {
        this.config = config;
        this.learnFor = learnFor;
        this.forgetAfter = forgetAfter;
    }

    /**
     * Those whose names' hashes fall together.
     *
     * @param last the event of the last ask, and about whom: one that is there twice counts once
     * @param known by the hash of the name
     * @param amounts of all together
     * @param rate asks of one in one window
     * @param volume bytes that one was answered with in one window
     * @param pairs of all
     * @param moves of all
     * @param forgotten for want of room
     * @param crossroads where many of them ask from
     */
    public record Part(
            Instant since,
            String last,
            Map<Long, Habits> known,
            Amounts.All amounts,
            Quantities rate,
            Quantities volume,
            long pairs,
            long moves,
            long forgotten,
            Crossroads crossroads,
            Map<String, Episode> episodes) {
        Part with(Amounts.All all, Quantities asks, Quantities bytes) {
            return new Part(since, last, known, all, asks, bytes, pairs, moves, forgotten, crossroads, episodes);
        }

        Part withPair(boolean moved) {
            boolean full = pairs >= Tail.MAX_SAMPLES;
            return new Part(
                    since,
                    last,
                    known,
                    amounts,
                    rate,
                    volume,
                    (full ? pairs / 2 : pairs) + 1,
                    (full ? moves / 2 : moves) + (moved ? 1 : 0),
                    forgotten,
                    crossroads,
                    episodes);
        }
    }

    @Override
    public String rule() {
        return "principals";
    }

    @Override
    public Class<Part> stateType() {
        return Part.class;
    }

    @Override
    public String keyOf(NamedAsk named) {
        return "part " + Math.floorMod(Hash.of(named.name()), config.parts());
    }

    @Override
    public Instant knownAt(NamedAsk named) {
        return named.ask().time();
    }

    @Override
    public String idOf(NamedAsk named) {
        return named.ask().event() + ' ' + named.name();
    }

    @Override
    public Part observe(@Nullable Part state, NamedAsk named, Consumer<Alert> alerts) {
        Instant now = named.ask().time();
        Part part = state == null
                ? new Part(
                        now,
                        "",
                        new HashMap<>(),
                        Amounts.All.begin(slot(now), now),
                        Quantities.empty(now),
                        Quantities.empty(now),
                        0,
                        0,
                        0,
                        Crossroads.empty(),
                        new HashMap<>())
                : state;
        if (part.last.equals(idOf(named))) {
            return part;
        }
        long key = Hash.of(named.name());
        Habits known = part.known.get(key);
        if (known != null && known.last().isBefore(now.minus(forgetAfter))) {
            known = null;
        }
        long forgotten = known == null ? Oldest.forget(part.known, config.maxInPart(), Habits::last) : 0;
        part = new Part(
                part.since,
                idOf(named),
                part.known,
                part.amounts,
                part.rate,
                part.volume,
                part.pairs,
                part.moves,
                part.forgotten + forgotten,
                part.crossroads,
                part.episodes);
        Habits habits = known == null ? Habits.of(named.shown(), now, slot(now)) : known.at(now);
        boolean hasRole = !named.ask().roles().isEmpty();
        if (named.kind() == Kind.ROLE || (named.kind() == Kind.PRINCIPAL && !hasRole)) {
            habits = habits.with(endpoint(part, habits, named, alerts));
        }
        if (named.kind() == Kind.CREDENTIAL
                || (named.kind() == Kind.PRINCIPAL && named.ask().credential() == null)) {
            TwoPlaces.Seen seen = TwoPlaces.observe(part, habits, named, config, learnFor, alerts);
            part = seen.part();
            habits = seen.habits();
        }
        if (named.kind() == Kind.ADDRESS
                || named.kind() == Kind.PRINCIPAL
                || named.ask().principal() == null) {
            Amounts.Seen seen = Amounts.observe(part, habits, named, config, learnFor, alerts);
            part = seen.part();
            habits = seen.habits();
        }
        part.known.put(key, habits);
        return part;
    }

    @Override
    public long forgotten(Part part) {
        return part.forgotten;
    }

    private long slot(Instant now) {
        return Amounts.slot(now, config);
    }

    private Branches endpoint(Part part, Habits habits, NamedAsk named, Consumer<Alert> alerts) {
        Branches usual = habits.endpoints();
        Ask ask = named.ask();
        if (!ask.known()) {
            return usual;
        }
        List<List<String>> name = ask.names();
        double chance = usual.chanceOfNew(name);
        boolean ready = !ask.time().isBefore(usual.since().plus(learnFor))
                && (named.kind() == Kind.ROLE || usual.days() >= config.minDays());
        boolean news = ready && chance <= config.firstChance();
        if (news) {
            Map<String, String> entity = entity(named);
            entity.put("url.template", ask.template());
            entity.put("http.request.method", ask.method());
            tell(
                    part,
                    named,
                    new Sign(
                            FIRST_ENDPOINT,
                            Alert.Severity.HIGH,
                            named.name() + '\0' + ask.who(),
                            entity,
                            named.shown() + " asks for " + ask.endpoint() + " for the first time",
                            "one of what it asked for in " + usual.seen() + " requests on " + usual.days()
                                    + " days since " + usual.since(),
                            ask.endpoint() + " by " + ask.who() + ", answered with " + ask.status()
                                    + EndpointDetector.chance(chance),
                            List.of("T1078")),
                    alerts);
        }
        if (news) {
            return usual.told(name, ask.time(), forgetAfter);
        }
        return ask.answered() ? usual.with(name, ask.time(), forgetAfter) : usual;
    }

    static Map<String, String> entity(NamedAsk named) {
        Map<String, String> entity = new TreeMap<>();
        entity.put("service.name", named.ask().service());
        entity.put("client", named.ask().who());
        entity.put(named.entityName(), named.shown());
        return entity;
    }

    private void tell(Part part, NamedAsk named, Sign sign, Consumer<Alert> alerts) {
        Episodes.tell(part.episodes, sign, named.ask(), List.<Evidence>of(), config.quiet(), alerts);
    }
}
