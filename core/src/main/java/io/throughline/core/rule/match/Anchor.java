package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;

/**
 * A text that must be found in a field, at a place, for a rule to match.
 *
 * @param literal case-folded
 */
record Anchor(String field, String literal, Check.Place place) {
    private static final int SHORT = 3;

    /** How seldom it is found, as far as its text tells: longer is better, and what every request has is bad. */
    int weight() {
        if (place == Check.Place.WHOLE) {
            return Math.min(literal.length(), SHORT) + (isCommon() ? 0 : 2);
        }
        return isCommon() ? 1 : literal.length();
    }

    private boolean isCommon() {
        return switch (literal) {
            case "get",
                    "post",
                    "put",
                    "head",
                    "200",
                    "204",
                    "301",
                    "302",
                    "304",
                    "404",
                    "http",
                    "https",
                    "http://",
                    "https://",
                    "www.",
                    ".com",
                    ".html",
                    ".php",
                    "mozilla/5.0",
                    "mozilla",
                    "create",
                    "list",
                    "watch",
                    "pods" -> true;
            default -> false;
        };
    }
}
