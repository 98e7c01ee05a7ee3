package io.throughline.bench;

/** What a benchmark of {@link ParseBench} makes of a line, in words that stand beside its figures. */
enum ParseCase {
    LINE_FEEDS("lineFeeds", "limit: every byte looked at, line feeds counted"),
    SCAN(
            "scan",
            "ours, lazy: all fields or members found; slices, no text made (access: time, status, size as numbers)"),
    REGEX("regex", "JDK regex, lazy: the same fields as slices, no numbers; text decoded beforehand"),
    SCAN_TEXTS("scanTexts", "ours: from bytes, a text for every field or member"),
    REGEX_TEXTS("regexTexts", "JDK regex: from bytes, a text for every field"),
    SCAN_MAP("scanMap", "ours: from bytes, a text for every member, in a map as fastjson2 gives it"),
    FASTJSON2("fastjson2", "JSON.parseObject(byte[]): a map of all members"),
    NORMALISE("normalise", "ours, whole: the event with id, message, time, ids, request, path's template, labels");

    private final String method;
    private final String words;

    ParseCase(String method, String words) {
        this.method = method;
        this.words = words;
    }

    /** @param method a benchmark's */
    static String words(String method) {
        for (ParseCase each : values()) {
            if (each.method.equals(method)) {
                return each.words;
            }
        }
        throw new IllegalArgumentException("no words for " + method);
    }
}
