package io.throughline.core.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes one API of many paths: segments that name one thing of many become {@code {id}}. What counts is numbers, UUIDs, long
 * hex, dates, and letters mixed with at least four digits or in no pattern that a word has.
 */
public final class PathTemplate {
    private static final String ID = "{id}";
    private static final int MAX_SEGMENTS = 24;
    private static final int MAX_CHARS = 512;

    private PathTemplate() {}

    /** The template of a path; a query or a fragment is left out, and of an endless path everything beyond a limit. */
    public static String of(String path) {
        int end = end(path);
        StringBuilder template = new StringBuilder(end);
        int segments = 0;
        int from = 0;
        while (from < end) {
            if (path.charAt(from) == '/') {
                template.append('/');
                from++;
                continue;
            }
            int to = path.indexOf('/', from);
            to = to < 0 || to > end ? end : to;
            if (++segments > MAX_SEGMENTS) {
                return template.append('*').toString();
            }
            if (isId(path, from, to)) {
                template.append(ID);
            } else {
                template.append(path, from, to);
            }
            from = to;
        }
        return template.isEmpty() ? "/" : template.toString();
    }

    /** The segments that name one thing of many, at most {@code most}. */
    public static List<String> ids(String path, int most) {
        List<String> ids = new ArrayList<>();
        int end = end(path);
        for (int from = 0; from < end && ids.size() < most; ) {
            int to = path.indexOf('/', from);
            to = to < 0 || to > end ? end : to;
            if (to > from && isId(path, from, to)) {
                ids.add(path.substring(from, to));
            }
            from = to + 1;
        }
        return ids;
    }

    private static int end(String path) {
        int end = Math.min(path.length(), MAX_CHARS);
        for (int i = 0; i < end; i++) {
            char c = path.charAt(i);
            if (c == '?' || c == '#' || c == ';') {
                return i;
            }
        }
        return end;
    }

    private static boolean isId(String path, int from, int to) {
        int length = to - from;
        int digits = 0;
        int hex = 0;
        int upper = 0;
        int lower = 0;
        int marks = 0;
        int changes = 0;
        boolean digitBefore = false;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            digits += digit ? 1 : 0;
            upper += c >= 'A' && c <= 'Z' ? 1 : 0;
            lower += c >= 'a' && c <= 'z' ? 1 : 0;
            hex += (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? 1 : 0;
            marks += c == '-' || c == '_' || c == '.' || c == ':' ? 1 : 0;
            changes += i > from && digit != digitBefore ? 1 : 0;
            digitBefore = digit;
            if (c == '@') {
                return true;
            }
        }
        if (digits == 0) {
            // Words of a to f only are short: "facade", "deadbeef".
            return hex == length && length >= 16;
        }
        if (digits + marks == length) {
            // "1.0" and "2.1" are versions.
            return marks == 0 || digits > 3;
        }
        if (digits + hex + marks == length && digits + hex >= 8) {
            return true;
        }
        // "v1", "oauth2", "sha256" and "s3-bucket" are words; "G1237", "order-10045" are not.
        if (digits >= 4 && digits + upper + lower + marks == length && !hasExtension(path, from, to)) {
            return true;
        }
        return length >= 10 && changes >= 4 && upper + lower + digits == length;
    }

    /** {@code report2023.pdf} is a file of that name, not one of many. */
    private static boolean hasExtension(String path, int from, int to) {
        int dot = path.lastIndexOf('.', to - 1);
        return dot > from && to - dot <= 6 && Character.isLetter(path.charAt(to - 1));
    }
}
