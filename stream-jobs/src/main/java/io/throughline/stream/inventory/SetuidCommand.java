package io.throughline.stream.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command gives a program more rights than its starter has: {@code chmod} with setuid or setgid, by letters or by digits, and {@code setcap}. Source: POSIX
 * {@code chmod}, GNU coreutils manual, "Symbolic Modes" and "Numeric Modes".
 */
final class SetuidCommand {
    /** Longer ones are looked at so far. */
    private static final int MAX_CHARS = 4_096;

    private SetuidCommand() {}

    static boolean is(@Nullable String commandLine) {
        if (commandLine == null || !(commandLine.contains("chmod") || commandLine.contains("setcap"))) {
            return false;
        }
        String line = commandLine.length() > MAX_CHARS ? commandLine.substring(0, MAX_CHARS) : commandLine;
        List<String> words = List.of(line.replace('"', ' ').replace('\'', ' ').split("[\\s;|&()]+"));
        for (int i = 0; i < words.size(); i++) {
            String name = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
            if (name.equals("setcap") && i + 1 < words.size()) {
                return true;
            }
            if (name.equals("chmod") && isMode(words.subList(i + 1, words.size()))) {
                return true;
            }
        }
        return false;
    }

    /** The first word that is no option is the mode; one that takes rights away looks like an option. */
    private static boolean isMode(List<String> words) {
        for (String word : words) {
            if (!word.startsWith("-")) {
                return isDigits(word) || isLetters(word);
            }
        }
        return false;
    }

    /** The digit before the last three has 4 for setuid and 2 for setgid. */
    private static boolean isDigits(String mode) {
        if (!mode.matches("[=+]?[0-7]{4,12}")) {
            return false;
        }
        int special = mode.charAt(mode.length() - 4) - '0';
        return (special & 6) != 0;
    }

    private static boolean isLetters(String mode) {
        for (String clause : mode.split(",")) {
            if (clause.matches("[ugoa]*[+=][rwxXst]*s[rwxXst]*") && !clause.matches("o+[+=].*")) {
                return true;
            }
        }
        return false;
    }
}
