package io.throughline.bench;

import io.throughline.testkit.misuse.Misuse;
import io.throughline.testkit.misuse.Misuses;
import io.throughline.testkit.misuse.People;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What {@code bench misuse} is to measure, from its words: sets, and options as {@code name=value}.
 *
 * <ul>
 *   <li>{@code kinds}: {@code all}, {@code services}, {@code principals}, or behaviours' names with commas between;
 *   <li>{@code runs}: how often the traffic is taken anew for a kind of principals' misuse, at least 1;
 *   <li>{@code share}: of the principals, how many misbehave in one run, above 0 and at most 1; at least one does so gross, and one subtle.
 * </ul>
 *
 * <p>Kinds of principals' misuse are each alone in their traffic: few misbehave where people do, and what stays undetected must not be a good part of what is learned from. Those of
 * services are done four kinds and five times together: each has its own services or endpoints.
 */
record MisusePlan(List<String> sets, List<Misuse> misuses, int runs, double share) {
    private static final int RUNS = 5;
    private static final double SHARE = 0.01;

    private static final int SERVICES_TOGETHER = 4;
    private static final int SERVICES_TIMES = 5;
    private static final int SERVICES_RUNS = 2;

    MisusePlan {
        sets = List.copyOf(sets);
        misuses = List.copyOf(misuses);
    }

    /**
     * What one run does at once.
     *
     * @param times each kind is done gross, and as often subtle
     * @param runs of it, each at other times and by others
     */
    record Part(List<Misuse> kinds, int times, int runs) {
        Part {
            kinds = List.copyOf(kinds);
        }
    }

    /** @throws IllegalArgumentException with what is wrong */
    static MisusePlan of(List<String> words, Collection<String> known) {
        List<String> sets = new ArrayList<>();
        Map<String, String> options =
                new LinkedHashMap<>(Map.of("kinds", "all", "runs", "" + RUNS, "share", "" + SHARE));
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                sets.add(word);
            } else if (options.replace(word.substring(0, equals), word.substring(equals + 1)) == null) {
                throw new IllegalArgumentException("bench misuse knows kinds=, runs= and share=, not " + word);
            }
        }
        if (!known.containsAll(sets)) {
            throw new IllegalArgumentException("bench misuse knows the sets " + String.join(", ", known));
        }
        int runs = (int) number(options, "runs", 1, 1_000);
        double share = number(options, "share", 1e-6, 1);
        return new MisusePlan(
                sets.isEmpty() ? List.copyOf(known) : sets, misuses(options.getOrDefault("kinds", "all")), runs, share);
    }

    private static double number(Map<String, String> options, String name, double least, double most) {
        String text = options.getOrDefault(name, "");
        double number = text.matches("[0-9]{1,6}(\\.[0-9]{1,9})?") ? Double.parseDouble(text) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + " is from " + least + " to " + most + ", not " + text);
        }
        return number;
    }

    private static List<Misuse> misuses(String kinds) {
        return switch (kinds) {
            case "all" -> Misuses.all();
            case "services" -> Misuses.ofServices();
            case "principals" -> Misuses.ofPrincipals();
            default -> named(List.of(kinds.split(",", -1)));
        };
    }

    private static List<Misuse> named(List<String> names) {
        List<Misuse> named = Misuses.all().stream()
                .filter(misuse -> names.contains(misuse.behaviour()))
                .toList();
        if (named.size() != names.size()) {
            throw new IllegalArgumentException("bench misuse knows the kinds "
                    + String.join(
                            ", ", Misuses.all().stream().map(Misuse::behaviour).toList()));
        }
        return named;
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        List<Misuse> services = only(Misuses.ofServices());
        int count = (services.size() + SERVICES_TOGETHER - 1) / SERVICES_TOGETHER;
        for (int group = 0; group < count; group++) {
            List<Misuse> some = new ArrayList<>();
            for (int i = group; i < services.size(); i += count) {
                some.add(services.get(i));
            }
            parts.add(new Part(some, SERVICES_TIMES, SERVICES_RUNS));
        }
        int times = Math.max(1, (int) (share * People.COUNT / 2));
        only(Misuses.ofPrincipals()).forEach(kind -> parts.add(new Part(List.of(kind), times, runs)));
        return parts;
    }

    private List<Misuse> only(List<Misuse> some) {
        Predicate<Misuse> asked =
                kind -> misuses.stream().anyMatch(one -> one.behaviour().equals(kind.behaviour()));
        return some.stream().filter(asked).toList();
    }
}
