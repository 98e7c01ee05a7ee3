package io.throughline.standalone.ask;

import java.util.Optional;

/** Ids of strangers as words of a command that a person may copy into a shell. */
final class ShellWord {
    private ShellWord() {}

    /** The text as one word; empty where it holds what a terminal cannot show as it is, so that nobody pastes what they cannot see. */
    static Optional<String> of(String text) {
        if (text.isEmpty()
                || text.indexOf('\t') >= 0
                || !TerminalText.escape(text).equals(text)) {
            return Optional.empty();
        }
        return Optional.of(
                text.matches("[A-Za-z0-9_./:@%+=,][A-Za-z0-9_./:@%+=,-]*")
                        ? text
                        : "'" + text.replace("'", "'\\''") + "'");
    }
}
