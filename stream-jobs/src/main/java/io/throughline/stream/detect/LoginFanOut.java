package io.throughline.stream.detect;

import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Alert;
import io.throughline.stream.correlate.Asker;
import io.throughline.stream.detect.Logins.Tries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Logins that fail for many users from one source (password spraying, T1110.003), or for one user from many sources (credential stuffing and guessing,
 * T1110.004), beyond what mistyped passwords explain; graver once one succeeds. Where records do not name the user, the failures of a source
 * alone are counted.
 *
 * <p>Where people log in is told by events (ECS {@code event.category: authentication} with {@code event.outcome}), by a word in the path, or by behaviour: an endpoint that is posted to
 * without an id in its path, and refuses 2 % to 90 % of those it answers with 401.
 */
final class LoginFanOut {
    static final String RULE = "login-failures";

    private static final Pattern WORDS = Pattern.compile(
            "(?:^|[^a-z])(?:log-?_?in|sign-?_?in|log-?_?on|authenticate|authentication|auth|oauth2?|token|sessions?|passwd|password|sso)(?:[^a-z]|$)");

    /** Refusals of so few tries say nothing of an endpoint. */
    private static final int MIN_TRIES = 50;

    /** Sources, users. */
    private static final int QUANTITIES = 2;

    private static final double MIN_REFUSED = 0.02;
    private static final double MAX_REFUSED = 0.9;

    private LoginFanOut() {}

    static Logins observe(
            Logins state,
            Map<String, Episode> episodes,
            Ask ask,
            boolean ready,
            PrincipalConfig config,
            Consumer<Alert> alerts) {
        if (!mayBe(ask)) {
            return state;
        }
        boolean failed = ask.login() == Asker.Login.FAILED || ask.status() == 401 || ask.status() == 403;
        Logins logins = roll(state, ask, episodes, config);
        logins = logins.oneMore(ask.status() == 401);
        if (!isLogin(logins, ask)) {
            return logins;
        }
        logins = count(logins, ask, failed, config.maxAskers());
        if (ready && failed) {
            judge(logins, episodes, ask, config, alerts);
        } else if (ready && ask.answered()) {
            succeeded(logins, episodes, ask, config, alerts);
        }
        return logins;
    }

    private static boolean mayBe(Ask ask) {
        return ask.login() != Asker.Login.NOT_SAID
                || (ask.method().equals("POST") && ask.told() != Asker.Told.FLOW_INNER);
    }

    private static boolean isLogin(Logins logins, Ask ask) {
        if (ask.login() != Asker.Login.NOT_SAID
                || WORDS.matcher(ask.template().toLowerCase(Locale.ROOT)).find()) {
            return true;
        }
        double share = (double) logins.refused() / (double) logins.tries();
        return logins.tries() >= MIN_TRIES
                && !ask.template().contains("{")
                && share >= MIN_REFUSED
                && share <= MAX_REFUSED;
    }

    private static Logins count(Logins logins, Ask ask, boolean failed, int most) {
        long user = ask.principal() == null ? 0 : Hash.of(ask.principal());
        long source = ask.place() == null ? 0 : Hash.of(ask.place());
        Logins now = logins;
        if (source != 0) {
            now = makeRoom(now, true, source, most, ask.time());
            Tries tries = now.sources().getOrDefault(source, Tries.of(String.valueOf(ask.place())));
            now.sources().put(source, failed ? tries.failed(user, ask) : tries);
        }
        if (user != 0) {
            now = makeRoom(now, false, user, most, ask.time());
            Tries tries = now.users().getOrDefault(user, Tries.of(String.valueOf(ask.principal())));
            now.users().put(user, failed ? tries.failed(source, ask) : tries);
        }
        return now;
    }

    /** The half that failed least is done with early. */
    private static Logins makeRoom(Logins logins, boolean ofSource, long next, int most, Instant now) {
        Map<Long, Tries> all = ofSource ? logins.sources() : logins.users();
        if (all.size() < most || all.containsKey(next)) {
            return logins;
        }
        List<Map.Entry<Long, Tries>> least = new ArrayList<>(all.entrySet());
        least.sort(Comparator.<Map.Entry<Long, Tries>>comparingLong(
                        entry -> entry.getValue().failures())
                .thenComparing(Map.Entry::getKey));
        Logins learned = logins;
        for (Map.Entry<Long, Tries> entry : least.subList(0, Math.max(1, most / 2))) {
            learned = ofSource
                    ? learned.learnedSource(entry.getValue(), now)
                    : learned.learnedUser(entry.getValue(), now);
            all.remove(entry.getKey());
        }
        return learned;
    }

    private static Logins roll(Logins logins, Ask ask, Map<String, Episode> episodes, PrincipalConfig config) {
        long number = Math.floorDiv(ask.time().toEpochMilli(), config.lasting().toMillis());
        if (number <= logins.number()) {
            return logins;
        }
        Set<Long> suspects = new HashSet<>();
        logins.sources().forEach((hash, source) -> suspect(suspects, hash, episodes, ask, aboutSource(source), config));
        logins.users().forEach((hash, user) -> suspect(suspects, hash, episodes, ask, aboutUser(user), config));
        Logins learned = logins;
        for (Map.Entry<Long, Tries> source : logins.sources().entrySet()) {
            if (innocent(source, suspects)) {
                learned = learned.learnedSource(source.getValue(), ask.time());
            }
        }
        for (Map.Entry<Long, Tries> user : logins.users().entrySet()) {
            if (innocent(user, suspects)) {
                learned = learned.learnedUser(user.getValue(), ask.time());
            }
        }
        logins.sources().clear();
        logins.users().clear();
        return learned.inWindow(number);
    }

    private static void suspect(
            Set<Long> suspects,
            long hash,
            Map<String, Episode> episodes,
            Ask ask,
            String about,
            PrincipalConfig config) {
        if (goesOn(episodes, ask, about, config)) {
            suspects.add(hash);
        }
    }

    /** Whoever is in an alert, and whoever failed with those, teaches nothing. */
    private static boolean innocent(Map.Entry<Long, Tries> tries, Set<Long> suspects) {
        return suspects.isEmpty()
                || (!suspects.contains(tries.getKey())
                        && tries.getValue().others().smallest().stream().noneMatch(suspects::contains));
    }

    private static void judge(
            Logins logins, Map<String, Episode> episodes, Ask ask, PrincipalConfig config, Consumer<Alert> alerts) {
        Tries source = ask.place() == null ? null : logins.sources().get(Hash.of(ask.place()));
        if (source != null) {
            double users = chance(logins.usersOfSource(), source.others().count());
            double failures = chance(logins.failuresOfSource(), source.failures());
            double chance = 2 * Math.min(users, failures);
            if (chance < config.chance(logins.usersOfSource().perHour(ask.time()), QUANTITIES)) {
                tell(episodes, ofSource(ask, logins, source, chance), ask, source, config, alerts);
                return;
            }
        }
        Tries user = ask.principal() == null ? null : logins.users().get(Hash.of(ask.principal()));
        if (user != null) {
            double chance = chance(logins.sourcesOfUser(), user.others().count());
            if (chance < config.chance(logins.sourcesOfUser().perHour(ask.time()), QUANTITIES)) {
                tell(episodes, ofUser(ask, logins, user, chance), ask, user, config, alerts);
            }
        }
    }

    private static void succeeded(
            Logins logins, Map<String, Episode> episodes, Ask ask, PrincipalConfig config, Consumer<Alert> alerts) {
        Tries source = ask.place() == null ? null : logins.sources().get(Hash.of(ask.place()));
        Tries user = ask.principal() == null ? null : logins.users().get(Hash.of(ask.principal()));
        if (source != null && goesOn(episodes, ask, aboutSource(source), config)) {
            tell(episodes, succeeded(ofSource(ask, logins, source, 0), ask), ask, source, config, alerts);
        }
        if (user != null && goesOn(episodes, ask, aboutUser(user), config)) {
            tell(episodes, succeeded(ofUser(ask, logins, user, 0), ask), ask, user, config, alerts);
        }
    }

    private static Sign succeeded(Sign sign, Ask ask) {
        return new Sign(
                sign.rule(),
                Alert.Severity.CRITICAL,
                sign.about(),
                sign.entity(),
                sign.title() + ", and then one succeeds",
                sign.expected(),
                sign.seen() + "; then a success" + (ask.principal() == null ? "" : " as " + ask.principal()),
                sign.technique());
    }

    private static double chance(Tail usual, long failed) {
        return usual.samples() == 0 || Tail.step(1 + failed) <= usual.most() ? 1 : usual.chance(1 + failed);
    }

    private static String aboutSource(Tries source) {
        return "source " + source.who();
    }

    private static String aboutUser(Tries user) {
        return "user " + user.who();
    }

    /** @param chance 0: nothing is said of it */
    private static Sign ofSource(Ask ask, Logins logins, Tries source, double chance) {
        return new Sign(
                RULE,
                Alert.Severity.HIGH,
                ask.endpoint() + '\0' + aboutSource(source),
                entity(ask, "source.ip", source),
                "logins of many fail from " + source.who(),
                "99 of 100 sources fail for at most " + (logins.usersOfSource().quantile(0.99) - 1) + " users and "
                        + (logins.failuresOfSource().quantile(0.99) - 1) + " times in a window ("
                        + logins.usersOfSource().samples() + " windows of sources)",
                source.failures() + " failures for " + source.others().count() + " users"
                        + (chance == 0 ? "" : EndpointDetector.chance(chance)),
                List.of("T1110.003"));
    }

    /** @param chance 0: nothing is said of it */
    private static Sign ofUser(Ask ask, Logins logins, Tries user, double chance) {
        return new Sign(
                RULE,
                Alert.Severity.HIGH,
                ask.endpoint() + '\0' + aboutUser(user),
                entity(ask, "user.id", user),
                "logins as " + user.who() + " fail from many sources",
                "99 of 100 users fail from at most " + (logins.sourcesOfUser().quantile(0.99) - 1)
                        + " sources in a window (" + logins.sourcesOfUser().samples() + " windows of users)",
                user.failures() + " failures from " + user.others().count() + " sources"
                        + (chance == 0 ? "" : EndpointDetector.chance(chance)),
                List.of("T1110.004"));
    }

    private static Map<String, String> entity(Ask ask, String name, Tries tries) {
        Map<String, String> entity = new TreeMap<>();
        entity.put("service.name", ask.service());
        entity.put("url.template", ask.template());
        entity.put(name, tries.who());
        return entity;
    }

    private static void tell(
            Map<String, Episode> episodes,
            Sign sign,
            Ask ask,
            Tries tries,
            PrincipalConfig config,
            Consumer<Alert> alerts) {
        Episodes.tell(episodes, sign, ask, tries.first(), config.quiet(), alerts);
    }

    private static boolean goesOn(Map<String, Episode> episodes, Ask ask, String about, PrincipalConfig config) {
        return Episodes.goesOn(episodes, RULE, ask.endpoint() + '\0' + about, ask.time(), config.quiet());
    }
}
