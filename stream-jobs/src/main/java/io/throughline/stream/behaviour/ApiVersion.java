package io.throughline.stream.behaviour;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version that an endpoint names: {@code /api/v1/orders}, {@code /v2.1/orders}, {@code /shop.v1.Orders/List}.
 *
 * @param family the endpoint with the version taken out
 */
record ApiVersion(String family, double number) {
    private static final Pattern VERSION =
            Pattern.compile("(?<=[/.])v([0-9]{1,4}(?:\\.[0-9]{1,3})?)(?:(?:alpha|beta)[0-9]{0,2})?(?=[/.]|$)");

    static Optional<ApiVersion> in(String endpoint) {
        Matcher version = VERSION.matcher(endpoint);
        return version.find()
                ? Optional.of(new ApiVersion(
                        endpoint.substring(0, version.start()) + endpoint.substring(version.end()),
                        Double.parseDouble(version.group(1))))
                : Optional.empty();
    }

    /** A later version of the same among what is known, or of known words in a new combination. */
    Optional<String> laterIn(Set<String> endpoints) {
        SortedMap<String, String> later = new TreeMap<>();
        for (String endpoint : endpoints) {
            in(endpoint)
                    .filter(version -> version.number > number)
                    .ifPresent(version -> later.merge(version.family, endpoint, (a, b) -> a.compareTo(b) < 0 ? a : b));
        }
        String same = later.get(family);
        return same == null && Recombined.of(later.keySet(), family)
                ? later.values().stream().findFirst()
                : Optional.ofNullable(same);
    }
}
