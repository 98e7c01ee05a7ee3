package io.throughline.stream.detect;

import io.throughline.core.behaviour.Distinct;
import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Novelty;
import io.throughline.core.behaviour.Pace;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.AskerWindow.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's askers against each other: who walks through its ids (OWASP API1:2023), reads its pages to the end or takes much more data than others do, what
 * answer is far larger than its answers are, who asks although only others ever did, and, where people log in, whose logins fail all over.
 *
 * <p>Quantities are counted per asker in windows of two lengths and judged by a {@link Tail} over the windows that are over; ids also by how many were the one
 * before plus one, and by how many were refused, each against what is usual there. The baseline is ready {@code detect.learn-for} after the endpoint's first
 * request, and as far as {@link Tail} trusts it: few windows make only very large quantities improbable.
 *
 * <p>State: at most {@code maxAskers} activities of 3 KB in each of the two windows, nine tails of 6 KB, and 100 episodes.
 */
public final class EndpointDetector implements Detector<Ask, EndpointDetector.Endpoint> {
    public static final String ENUMERATION = "id-enumeration";
    public static final String PAGES = "page-walk";
    public static final String VOLUME = "data-volume";
    public static final String SIZE = "response-size";
    public static final String FIRST_PRINCIPAL = "first-seen-principal";

    /** So many different ids or pages are a look, and no walk, however improbable. */
    private static final int MIN_WALK = 3;

    /** Less than twice of what is to be expected of this one, or of any who ask, is not worth a look, however improbable. */
    private static final double WORTH = 2;

    /** Bytes are counted in answers as large as of so many others: few are larger, so that chance makes no sum of few answers that is many answers' worth. */
    static final double LARGE = 0.95;

    /** Ids and bytes in two windows, pages, single answers. */
    private static final int QUANTITIES = 6;

    /** Answers after which a template has its own usual size. */
    private static final long ENOUGH = 50;

    static final int MAX_TEMPLATES = 64;

    /** What so many askers have met is told of once for all others: it may be the endpoint's own, and not any asker's doing. */
    static final int COMMON = 8;

    private static final long serialVersionUID = 1L;

    private final PrincipalConfig config;
    private final Duration learnFor;
    private final Duration forgetAfter;

    public EndpointDetector(PrincipalConfig config, Duration learnFor, Duration forgetAfter) {
        this.config = config;
        this.learnFor = learnFor;
        this.forgetAfter = forgetAfter;
    }

    /**
     * What is usual on endpoints that begin alike, and what goes on there.
     *
     * @param name service, method and template up to the first id
     * @param since its first ask
     * @param last the event of the last ask: one that is there twice counts once
     * @param sizes of single answers, in bytes
     * @param answers by template, at most {@value #MAX_TEMPLATES}; of others the {@code sizes} alone
     * @param logins what is known of those who log in there, empty elsewhere
     * @param episodes by rule and who
     */
    public record Endpoint(
            String name,
            Instant since,
            String last,
            AskerWindow brief,
            AskerWindow lasting,
            Tail sizes,
            Map<String, Answers> answers,
            Logins logins,
            Map<String, Episode> episodes) {}

    /**
     * Of one template.
     *
     * @param since its first ask
     * @param sizes of single answers, in bytes
     * @param large who has met doubtfully large answers, since the long window began: of each one is learned from
     * @param principals who asks; of those without a role
     */
    public record Answers(Instant since, Tail sizes, Distinct large, Novelty principals) {
        static Answers begin(Instant now) {
            return new Answers(now, Tail.empty(now), Distinct.none(), Novelty.empty(now));
        }
    }

    @Override
    public String rule() {
        return "askers of an endpoint";
    }

    @Override
    public Class<Endpoint> stateType() {
        return Endpoint.class;
    }

    @Override
    public String keyOf(Ask ask) {
        return ask.family();
    }

    @Override
    public Instant knownAt(Ask ask) {
        return ask.time();
    }

    @Override
    public String idOf(Ask ask) {
        return ask.event();
    }

    @Override
    public Endpoint observe(@Nullable Endpoint state, Ask ask, Consumer<Alert> alerts) {
        Endpoint old = state == null ? begin(ask) : state;
        if (old.last.equals(ask.event())) {
            return old;
        }
        if (Math.floorDiv(slot(ask, config.lasting()), Pace.SLOTS) > old.lasting.number()) {
            old.answers.replaceAll(
                    (template, known) -> new Answers(known.since, known.sizes, Distinct.none(), known.principals));
            Episodes.end(old.episodes, ask.time().minus(config.quiet()));
        }
        AskerWindow brief = counted(old, old.brief, ask, config.brief());
        AskerWindow lasting = counted(old, old.lasting, ask, config.lasting());
        Endpoint now = new Endpoint(
                old.name, old.since, ask.event(), brief, lasting, old.sizes, old.answers, old.logins, old.episodes);
        boolean ready = !ask.time().isBefore(old.since.plus(learnFor));
        if (ready) {
            walksOrReads(now, ask, alerts);
        }
        Tail sizes = answered(now, ask, alerts);
        Logins logins = LoginFanOut.observe(now.logins, now.episodes, ask, ready, config, alerts);
        return new Endpoint(now.name, now.since, now.last, brief, lasting, sizes, now.answers, logins, now.episodes);
    }

    @Override
    public long forgotten(Endpoint endpoint) {
        return endpoint.brief.dropped() + endpoint.lasting.dropped();
    }

    private Endpoint begin(Ask ask) {
        Instant now = ask.time();
        return new Endpoint(
                ask.family(),
                now,
                "",
                AskerWindow.begin(slot(ask, config.brief()), now),
                AskerWindow.begin(slot(ask, config.lasting()), now),
                Tail.empty(now),
                new HashMap<>(),
                Logins.none(Math.floorDiv(now.toEpochMilli(), config.lasting().toMillis()), now),
                new HashMap<>());
    }

    private static long slot(Ask ask, Duration window) {
        return Math.floorDiv(ask.time().toEpochMilli(), Math.max(1, window.toMillis() / Pace.SLOTS));
    }

    private AskerWindow counted(Endpoint endpoint, AskerWindow window, Ask ask, Duration length) {
        Predicate<String> suspected = who -> suspected(endpoint, who, ask.time());
        long slot = slot(ask, length);
        AskerWindow now = slot <= window.slot()
                ? window
                : window.at(slot, endpoint.sizes.quantile(LARGE), config.maxAskers(), suspected);
        return now.with(ask, config.maxAskers(), suspected);
    }

    /** Of who is in an alert nothing is learned, lest what was told of becomes usual. */
    private boolean suspected(Endpoint endpoint, String who, Instant now) {
        return goesOn(endpoint, ENUMERATION, who, now)
                || goesOn(endpoint, PAGES, who, now)
                || goesOn(endpoint, VOLUME, who, now);
    }

    private boolean goesOn(Endpoint endpoint, String rule, String who, Instant now) {
        return !endpoint.episodes.isEmpty()
                && Episodes.goesOn(endpoint.episodes, rule, endpoint.name + '\0' + who, now, config.quiet());
    }

    /** One cause, one alert: who walks through ids takes data, too. */
    private void walksOrReads(Endpoint endpoint, Ask ask, Consumer<Alert> alerts) {
        boolean told = walks(endpoint, ask, endpoint.brief, config.brief(), alerts)
                || walks(endpoint, ask, endpoint.lasting, config.lasting(), alerts)
                || pages(endpoint, ask, endpoint.lasting, config.lasting(), alerts);
        if (!told
                && !goesOn(endpoint, ENUMERATION, ask.who(), ask.time())
                && !goesOn(endpoint, PAGES, ask.who(), ask.time())
                && !reads(endpoint, ask, endpoint.brief, config.brief(), alerts)) {
            reads(endpoint, ask, endpoint.lasting, config.lasting(), alerts);
        }
    }

    private boolean walks(Endpoint endpoint, Ask ask, AskerWindow window, Duration length, Consumer<Alert> alerts) {
        Activity activity = window.of(ask.who());
        long ids = activity.different().at(window.slot());
        long steps = activity.steps().at(window.slot());
        long refused = activity.refused().at(window.slot());
        boolean notable = steps >= 2 || refused >= 2 || worth(window, Quantity.IDS, activity);
        double chance = ask.id() != 0 && ids >= MIN_WALK && notable ? chance(window, Quantity.IDS, activity) : 1;
        if (chance >= config.chance(window.of(Quantity.IDS).evidence().perHour(ask.time()), QUANTITIES)) {
            return false;
        }
        tell(
                endpoint,
                ask,
                activity.first(),
                sign(
                        ENUMERATION,
                        Alert.Severity.HIGH,
                        ask,
                        ask.who(),
                        ask.who() + " walks through the ids of " + ask.template(),
                        usually(window, Quantity.IDS, activity, "different ids", length, endpoint),
                        ids + " different ids in " + activity.asks().at(window.slot()) + " requests, " + steps
                                + " one behind the other, " + refused + " refused" + chance(chance),
                        List.of("T1119")),
                alerts);
        return true;
    }

    private boolean pages(Endpoint endpoint, Ask ask, AskerWindow window, Duration length, Consumer<Alert> alerts) {
        Activity activity = window.of(ask.who());
        long pages = activity.read().at(window.slot());
        boolean notable = ask.page() >= 0 && pages >= MIN_WALK && worth(window, Quantity.PAGES, activity);
        double chance = notable ? chance(window, Quantity.PAGES, activity) : 1;
        if (chance >= config.chance(window.of(Quantity.PAGES).evidence().perHour(ask.time()), QUANTITIES)) {
            return false;
        }
        tell(
                endpoint,
                ask,
                activity.first(),
                sign(
                        PAGES,
                        Alert.Severity.MEDIUM,
                        ask,
                        ask.who(),
                        ask.who() + " reads page after page of " + ask.template(),
                        usually(window, Quantity.PAGES, activity, "different pages", length, endpoint),
                        pages + " different pages, " + activity.run() + " of them one behind the other"
                                + chance(chance),
                        List.of("T1119", "T1213")),
                alerts);
        return true;
    }

    private boolean reads(Endpoint endpoint, Ask ask, AskerWindow window, Duration length, Consumer<Alert> alerts) {
        Activity activity = window.of(ask.who());
        long bytes = activity.bytes().at(window.slot());
        boolean notable = ask.bytes() > 0 && worth(window, Quantity.BYTES, activity);
        double chance = notable ? chance(window, Quantity.BYTES, activity) : 1;
        if (chance >= config.chance(window.of(Quantity.BYTES).evidence().perHour(ask.time()), QUANTITIES)) {
            return false;
        }
        tell(
                endpoint,
                ask,
                activity.first(),
                sign(
                        VOLUME,
                        Alert.Severity.HIGH,
                        ask,
                        ask.who(),
                        ask.who() + " takes much data from " + ask.service() + ' ' + ask.template(),
                        usually(window, Quantity.BYTES, activity, "bytes", length, endpoint),
                        bytes + " bytes in " + activity.asks().at(window.slot()) + " answers" + chance(chance),
                        List.of("T1213", "T1567")),
                alerts);
        return true;
    }

    private static boolean worth(AskerWindow window, Quantity quantity, Activity activity) {
        return (double) window.amount(quantity, activity)
                >= WORTH * Math.max(window.of(quantity).ofOne(), window.expected(quantity, activity));
    }

    private static double chance(AskerWindow window, Quantity quantity, Activity activity) {
        return window.of(quantity).chance(window.judge(quantity, activity));
    }

    /** What the template alone knows; of all templates together the sizes. */
    private Tail answered(Endpoint endpoint, Ask ask, Consumer<Alert> alerts) {
        Answers known = endpoint.answers.get(ask.template());
        Answers own = known == null ? Answers.begin(ask.time()) : known;
        boolean ready = !ask.time().isBefore(own.since.plus(learnFor));
        boolean again = size(endpoint, own, ask, ready, alerts);
        Novelty principals =
                FirstPrincipals.observe(own.principals, endpoint.episodes, ask, ready, config, forgetAfter, alerts);
        boolean sized = ask.bytes() > 0 && ask.answered() && !again;
        Tail sizes = sized ? own.sizes.with(ask.bytes(), ask.time()) : own.sizes;
        if (known != null || endpoint.answers.size() < MAX_TEMPLATES) {
            endpoint.answers.put(ask.template(), new Answers(own.since, sizes, own.large, principals));
        }
        return sized ? endpoint.sizes.with(ask.bytes(), ask.time()) : endpoint.sizes;
    }

    /**
     * Tells of an answer that is too large. What is usual of a template that was seldom answered is what is usual of all those that begin alike.
     *
     * @return whether it is another large one to the same asker: however many one takes, they are no more usual for it
     */
    private boolean size(Endpoint endpoint, Answers own, Ask ask, boolean ready, Consumer<Alert> alerts) {
        if (ask.bytes() <= 0 || !ask.answered()) {
            return false;
        }
        Tail usual = own.sizes.samples() < ENOUGH ? endpoint.sizes : own.sizes;
        boolean large = usual.samples() > 0
                && Tail.step(ask.bytes()) > Math.max(usual.most(), own.sizes.most())
                && (double) ask.bytes() >= WORTH * (double) usual.quantile(0.99);
        double chance = large ? usual.chance(ask.bytes()) : 1;
        if (ready && chance < config.chance(usual.perHour(ask.time()), QUANTITIES)) {
            tell(endpoint, ask, List.of(), large(endpoint, usual, ask, chance), alerts);
        }
        return chance < Tail.DOUBT && !own.large.add(Hash.of(ask.who()));
    }

    private static Sign large(Endpoint endpoint, Tail usual, Ask ask, double chance) {
        String who = Episodes.of(endpoint.episodes, SIZE) >= COMMON
                        && !endpoint.episodes.containsKey(SIZE + '\0' + ask.endpoint() + '\0' + ask.who())
                ? "many"
                : ask.who();
        return sign(
                SIZE,
                Alert.Severity.HIGH,
                ask,
                who,
                ask.service() + ' ' + ask.template() + " answers " + who + " with much more than usual",
                "99 of 100 answers have at most " + usual.quantile(0.99) + " bytes (" + usual.samples()
                        + " answers since " + endpoint.since + ")",
                ask.bytes() + " bytes in one answer" + chance(chance),
                List.of("T1213", "T1567"));
    }

    private void tell(Endpoint endpoint, Ask ask, List<Evidence> first, Sign sign, Consumer<Alert> alerts) {
        Episodes.tell(endpoint.episodes, sign, ask, first, config.quiet(), alerts);
    }

    static Sign sign(
            String rule,
            Alert.Severity severity,
            Ask ask,
            String who,
            String title,
            String expected,
            String seen,
            List<String> technique) {
        Map<String, String> entity = new TreeMap<>();
        entity.put("service.name", ask.service());
        entity.put("url.template", ask.template());
        entity.put("http.request.method", ask.method());
        entity.put("client", who);
        boolean ofTemplate = rule.equals(SIZE) || rule.equals(FIRST_PRINCIPAL);
        String about = (ofTemplate ? ask.endpoint() : ask.family()) + '\0' + who;
        return new Sign(rule, severity, about, entity, title, expected, seen, technique);
    }

    private static String usually(
            AskerWindow window, Quantity quantity, Activity activity, String what, Duration length, Endpoint endpoint) {
        return String.format(
                Locale.ROOT,
                "%.1f %s within %d s of this one, and %.1f of any who ask (%d windows of theirs since %s)",
                window.expected(quantity, activity),
                what,
                length.toSeconds(),
                window.of(quantity).ofOne(),
                window.of(quantity).windows(),
                endpoint.since);
    }

    static String chance(double chance) {
        return String.format(Locale.ROOT, " (by chance once in %.0e)", 1 / Math.max(chance, 1e-300));
    }
}
