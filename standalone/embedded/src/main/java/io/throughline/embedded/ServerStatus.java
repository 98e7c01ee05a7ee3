package io.throughline.embedded;

/**
 * How an embedded server is doing.
 *
 * @param name such as {@code kafka}
 * @param up whether it serves
 * @param detail one line for a person
 * @param pid of its process, 0 when there is none
 * @param restarts how often it was started again since it first served
 */
public record ServerStatus(String name, boolean up, String detail, long pid, int restarts) {}
