package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/**
 * Log4j's lookups, evaluated as it does (Log4j 2 manual, "Lookups"; CVE-2021-44228): the innermost first, {@code lower} and {@code upper} give their
 * text, anything else that has a default gives that, so that what {@code jndi} is spelled with is seen.
 */
final class Lookups {
    private static final int MAX_STEPS = 200;
    private static final int MAX_CHARS = 8_192;

    private Lookups() {}

    static @Nullable String find(String text) {
        int first = text.indexOf("${");
        if (first < 0) {
            return null;
        }
        StringBuilder left = new StringBuilder(text.substring(first, Math.min(text.length(), first + MAX_CHARS)));
        for (int step = 0; step < MAX_STEPS; step++) {
            int open = left.lastIndexOf("${");
            if (open < 0) {
                return null;
            }
            int close = left.indexOf("}", open);
            String inside = left.substring(open + 2, close < 0 ? left.length() : close);
            String lower = Words.lower(inside).strip();
            if (lower.startsWith("jndi:")) {
                return "makes Log4j look up an object at another server";
            }
            if (isTelling(lower)) {
                return "makes Log4j look up what the server keeps to itself";
            }
            left.replace(open, close < 0 ? left.length() : close + 1, value(inside, lower));
        }
        return null;
    }

    private static boolean isTelling(String lower) {
        int colon = lower.indexOf(':');
        String kind = colon < 0 ? "" : lower.substring(0, colon);
        boolean known = kind.equals("env")
                || kind.equals("sys")
                || kind.equals("java")
                || kind.equals("ctx")
                || kind.equals("docker")
                || kind.equals("k8s")
                || kind.equals("spring")
                || kind.equals("main")
                || kind.equals("bundle")
                || kind.equals("web")
                || kind.equals("log4j")
                || kind.equals("jvmrunargs")
                || kind.equals("marker");
        return known && lower.length() > colon + 1 && !lower.contains(":-");
    }

    private static String value(String inside, String lower) {
        int fallback = inside.indexOf(":-");
        if (fallback >= 0) {
            return inside.substring(fallback + 2);
        }
        int colon = inside.indexOf(':');
        if (lower.startsWith("lower:") || lower.startsWith("upper:") || lower.startsWith("date:")) {
            return inside.substring(colon + 1).replace("'", "");
        }
        return "";
    }
}
