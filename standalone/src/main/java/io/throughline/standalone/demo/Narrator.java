package io.throughline.standalone.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells the person at the terminal what goes on: few lines, each with the seconds since the start. */
final class Narrator {
    private final PrintWriter out;
    private final Clock clock;
    private final Instant start;

    Narrator(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    void say(String text) {
        out.printf("[%3d s] %s%n", elapsed().toSeconds(), printable(text));
        out.flush();
    }

    /** A line that belongs to the one before. */
    void detail(String name, String text) {
        out.printf("          %-9s %s%n", name, printable(text));
        out.flush();
    }

    void blank() {
        out.println();
        out.flush();
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    /** Without control characters: what is told comes from logs that anyone may have written into. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
