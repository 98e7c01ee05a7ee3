package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/** The statements {@code for} and {@code if} of cmd.exe, by its grammar ({@code help for}, {@code help if}). */
final class CmdCheck {
    private static final int NEAR = 200;

    private CmdCheck() {}

    static @Nullable String find(String text) {
        for (int i = 0; i + 2 < text.length() && i < 4_000; i++) {
            boolean start = i == 0 || " \t;&|(".indexOf(text.charAt(i - 1)) >= 0;
            if (start && text.regionMatches(true, i, "for", 0, 3) && loops(text, i + 3)) {
                return "is a loop of cmd.exe";
            }
            if (start && text.regionMatches(true, i, "if", 0, 2) && branches(text, i + 2, i)) {
                return "is a condition of cmd.exe";
            }
        }
        return null;
    }

    /** {@code for /d %a in (set) do command}. */
    private static boolean loops(String text, int from) {
        int percent = Find.near(text, '%', from, 60);
        if (percent < 0 || Find.blanks(text, from) == from) {
            return false;
        }
        int in = percent;
        while (in >= 0 && in < percent + NEAR) {
            in = Find.near(text, '(', in + 1, NEAR);
            if (in > 3
                    && Words.lower(text.substring(Math.max(percent, in - 6), in))
                            .strip()
                            .endsWith("in")) {
                int close = Find.near(text, ')', in, NEAR);
                int behind = close < 0 ? -1 : Find.blanks(text, close + 1);
                return behind > 0 && text.regionMatches(true, behind, "do", 0, 2);
            }
        }
        return false;
    }

    /** {@code if /i not a==b command}, {@code if not exist file command}, {@code if 1 equ 2 command}. */
    private static boolean branches(String text, int from, int start) {
        int at = Find.blanks(text, from);
        boolean apart = at > from;
        if (text.regionMatches(true, at, "/i", 0, 2)) {
            at = Find.blanks(text, at + 2);
            apart = true;
        }
        if (!apart) {
            return false;
        }
        boolean not = isWord(text, at, "not");
        at = not ? Find.blanks(text, at + 3) : at;
        if (isWord(text, at, "defined") || isWord(text, at, "errorlevel") || isWord(text, at, "cmdextversion")) {
            return !isSentence(text, at) && words(text, at) > 2;
        }
        if (isWord(text, at, "exist")) {
            return words(text, at) > 2 && start == 0;
        }
        return compares(text, at, start == 0 || text.charAt(start - 1) != ' ');
    }

    private static boolean isWord(String text, int at, String word) {
        return text.regionMatches(true, at, word, 0, word.length())
                && at + word.length() < text.length()
                && text.charAt(at + word.length()) <= ' ';
    }

    /** Five words and a point at the end: {@code if defined by the law, ...}. */
    private static boolean isSentence(String text, int at) {
        return text.indexOf(',', at) > 0 && text.endsWith(".");
    }

    private static int words(String text, int from) {
        int words = 0;
        for (int i = from; i < text.length() && words < 8; words++) {
            while (i < text.length() && text.charAt(i) > ' ') {
                i++;
            }
            i = Find.blanks(text, i);
        }
        return words;
    }

    /** A comparison with a sign or a word of cmd.exe within the first words, and something to do behind it. */
    private static boolean compares(String text, int from, boolean first) {
        int end = Math.min(text.length(), from + NEAR);
        boolean quoted = false;
        int words = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (quoted) {
                continue;
            }
            if (first && i > from && words < 3 && text.startsWith("==", i)) {
                boolean program = text.indexOf(';') >= 0 || (text.indexOf('{') >= 0 && text.indexOf('%') < 0);
                return !program && Find.blanks(text, i + 3) < text.length();
            }
            if (c <= ' ') {
                int word = Find.blanks(text, i);
                words++;
                String found = Words.lower(text.substring(word, Math.min(text.length(), word + 3)));
                if (ShellWords.CMD_COMPARES.contains(found)
                        && (word + 3 >= text.length() || text.charAt(word + 3) <= ' ')) {
                    return true;
                }
                if (words > 4) {
                    return false;
                }
                i = word - 1;
            }
        }
        return false;
    }
}
