package io.throughline.stream.behaviour;

import java.util.Optional;
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

    boolean isBefore(ApiVersion other) {
        return family.equals(other.family) && number < other.number;
    }
}
