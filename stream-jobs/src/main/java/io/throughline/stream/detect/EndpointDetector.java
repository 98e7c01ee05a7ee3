package io.throughline.stream.detect;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.behaviour.Distinct;
import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Novelty;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.Asker;
import io.throughline.stream.detect.AskerWindow.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
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

    /** Less than twice of what nearly nobody exceeds is not worth a look, however improbable. */
    private static final long WORTH = 2;

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
     * What is usual on an endpoint, and what goes on there.
     *
     * @param name service, method and template
     * @param since its first ask
     * @param last the event of the last ask: one that is there twice counts once
     * @param sizes of single answers, in bytes
     * @param large who has met doubtfully large answers, since the long window began: of each one is learned from
     * @param principals who asks; of those without a role
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
            Distinct large,
            Novelty principals,
            Logins logins,
            Map<String, Episode> episodes) {}

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
        return ask.endpoint();
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
        long number = number(ask, config.lasting());
        Distinct large = old.large;
        if (number > old.lasting.number()) {
            large = Distinct.none();
            Episodes.end(old.episodes, ask.time().minus(config.quiet()));
        }
        AskerWindow brief = old.brief
                .at(number(ask, config.brief()), ask.time(), who -> suspected(old, who, ask.time()))
                .with(ask, config.maxAskers(), who -> suspected(old, who, ask.time()));
        AskerWindow lasting = old.lasting
                .at(number, ask.time(), who -> suspected(old, who, ask.time()))
                .with(ask, config.maxAskers(), who -> suspected(old, who, ask.time()));
        Endpoint now = new Endpoint(
                old.name,
                old.since,
                ask.event(),
                brief,
                lasting,
                old.sizes,
                large,
                old.principals,
                old.logins,
                old.episodes);
        boolean ready = !ask.time().isBefore(old.since.plus(learnFor));
        if (ready) {
            walksOrReads(now, ask, alerts);
        }
        Tail sizes = size(now, ask, ready, alerts);
        Novelty principals = principal(now, ask, ready, alerts);
        Logins logins = LoginFanOut.observe(now.logins, now.episodes, ask, ready, config, alerts);
        return new Endpoint(
                now.name, now.since, now.last, brief, lasting, sizes, now.large, principals, logins, now.episodes);
    }

    private Endpoint begin(Ask ask) {
        Instant now = ask.time();
        return new Endpoint(
                ask.endpoint(),
                now,
                "",
                AskerWindow.begin(number(ask, config.brief()), now),
                AskerWindow.begin(number(ask, config.lasting()), now),
                Tail.empty(now),
                Distinct.none(),
                Novelty.empty(now),
                Logins.none(number(ask, config.lasting()), now),
                new HashMap<>());
    }

    private static long number(Ask ask, Duration window) {
        return Math.floorDiv(ask.time().toEpochMilli(), window.toMillis());
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
        Tail usual = window.tail(Quantity.IDS);
        if (ask.id() == 0 || usual.samples() == 0) {
            return false;
        }
        Activity activity = window.of(ask.who());
        long ids = activity.ids().count();
        boolean notable = activity.steps() >= 2 || activity.refused() >= 2 || Tail.step(ids) > usual.most();
        if (ids < MIN_WALK || !notable) {
            return false;
        }
        double many = usual.chance(ids);
        double inOrder = Chance.atLeast(
                activity.steps(), ids - 1, Chance.upperRate((double) window.steps(), (double) window.ids()));
        double refused =
                Chance.atLeast(activity.refused(), activity.asks(), Chance.upperRate((double) window.refused(), (double)
                        window.asks()));
        double odd = ask.number() < 0 ? Chance.together(many, refused) : Chance.together(many, inOrder, refused);
        double chance = 2 * Math.min(many, odd);
        if (chance >= config.chance(usual.perHour(ask.time()))) {
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
                        usually(usual, "different ids", length, endpoint),
                        ids + " different ids in " + activity.asks() + " requests, " + activity.steps()
                                + " one behind the other, " + activity.refused() + " refused" + chance(chance),
                        List.of("T1119")),
                alerts);
        return true;
    }

    private boolean pages(Endpoint endpoint, Ask ask, AskerWindow window, Duration length, Consumer<Alert> alerts) {
        Tail usual = window.tail(Quantity.PAGES);
        if (ask.page() < 0 || usual.samples() == 0) {
            return false;
        }
        Activity activity = window.of(ask.who());
        if (activity.pages().count() < MIN_WALK || Tail.step(activity.pages().count()) <= usual.most()) {
            return false;
        }
        double chance = usual.chance(activity.pages().count());
        if (chance >= config.chance(usual.perHour(ask.time()))) {
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
                        usually(usual, "different pages", length, endpoint),
                        activity.pages().count() + " different pages, " + activity.run()
                                + " of them one behind the other" + chance(chance),
                        List.of("T1119", "T1213")),
                alerts);
        return true;
    }

    private boolean reads(Endpoint endpoint, Ask ask, AskerWindow window, Duration length, Consumer<Alert> alerts) {
        Tail usual = window.tail(Quantity.BYTES);
        if (ask.bytes() <= 0 || usual.samples() == 0) {
            return false;
        }
        Activity activity = window.of(ask.who());
        if (Tail.step(activity.bytes()) <= usual.most() || activity.bytes() < WORTH * usual.quantile(0.99)) {
            return false;
        }
        double chance = usual.chance(activity.bytes());
        if (chance >= config.chance(usual.perHour(ask.time()))) {
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
                        usually(usual, "bytes", length, endpoint),
                        activity.bytes() + " bytes in " + activity.asks() + " answers" + chance(chance),
                        List.of("T1213", "T1567")),
                alerts);
        return true;
    }

    private Tail size(Endpoint endpoint, Ask ask, boolean ready, Consumer<Alert> alerts) {
        Tail usual = endpoint.sizes;
        if (ask.bytes() <= 0 || !ask.answered()) {
            return usual;
        }
        boolean large = usual.samples() > 0
                && Tail.step(ask.bytes()) > usual.most()
                && ask.bytes() >= WORTH * usual.quantile(0.99);
        double chance = large ? usual.chance(ask.bytes()) : 1;
        boolean again = chance < Tail.DOUBT && !endpoint.large.add(Hash.of(ask.who()));
        if (ready && chance < config.chance(usual.perHour(ask.time()))) {
            tell(endpoint, ask, List.of(), large(endpoint, ask, chance), alerts);
        }
        // However many large answers one takes, they are no more usual for it.
        return again ? usual : usual.with(ask.bytes(), ask.time());
    }

    private static Sign large(Endpoint endpoint, Ask ask, double chance) {
        String who = Episodes.of(endpoint.episodes, SIZE) >= COMMON
                        && !endpoint.episodes.containsKey(SIZE + '\0' + endpoint.name + '\0' + ask.who())
                ? "many"
                : ask.who();
        return sign(
                SIZE,
                Alert.Severity.HIGH,
                ask,
                who,
                ask.service() + ' ' + ask.template() + " answers " + who + " with much more than usual",
                "99 of 100 answers have at most " + endpoint.sizes.quantile(0.99) + " bytes ("
                        + endpoint.sizes.samples() + " answers since " + endpoint.since + ")",
                ask.bytes() + " bytes in one answer" + chance(chance),
                List.of("T1213", "T1567"));
    }

    /** Where roles are logged these tell who may ask. */
    private Novelty principal(Endpoint endpoint, Ask ask, boolean ready, Consumer<Alert> alerts) {
        Novelty usual = endpoint.principals;
        if (ask.principal() == null
                || !ask.roles().isEmpty()
                || ask.told() != Asker.Told.ITSELF
                || ask.login() != Asker.Login.NOT_SAID) {
            return usual;
        }
        long who = Hash.of(ask.principal());
        boolean unknown = ready && usual.days() >= config.minDays() && !usual.knows(who);
        double chance = unknown ? usual.chanceOfNew() : 1;
        boolean news = unknown && chance <= config.firstChance();
        if (news) {
            tell(
                    endpoint,
                    ask,
                    List.of(),
                    sign(
                            FIRST_PRINCIPAL,
                            Alert.Severity.MEDIUM,
                            ask,
                            ask.who(),
                            ask.who() + " asks for " + ask.service() + ' ' + ask.template()
                                    + ", as only others ever did",
                            "one of " + usual.kinds().size() + " principals (" + usual.seen() + " requests on "
                                    + usual.days() + " days since " + usual.since() + ")",
                            ask.method() + ' ' + ask.template() + " by " + ask.who() + chance(chance),
                            List.of("T1078")),
                    alerts);
        }
        return news ? usual.told(who, ask.time()) : ask.answered() ? usual.with(who, ask.time(), forgetAfter) : usual;
    }

    private void tell(Endpoint endpoint, Ask ask, List<Evidence> first, Sign sign, Consumer<Alert> alerts) {
        Episodes.tell(endpoint.episodes, sign, ask, first, config.quiet(), alerts);
    }

    private static Sign sign(
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
        return new Sign(rule, severity, ask.endpoint() + '\0' + who, entity, title, expected, seen, technique);
    }

    private static String usually(Tail usual, String what, Duration window, Endpoint endpoint) {
        return "at most " + usual.quantile(0.99) + ' ' + what + " within " + window.toSeconds()
                + " s from 99 of 100 who ask (" + usual.samples() + " windows since " + endpoint.since + ")";
    }

    static String chance(double chance) {
        return String.format(Locale.ROOT, " (by chance once in %.0e)", 1 / Math.max(chance, 1e-300));
    }
}
