package io.throughline.standalone.up;

/** Tells the person at the terminal what is going on, one short line at a time. */
@FunctionalInterface
public interface Progress {
    void say(String line);
}
