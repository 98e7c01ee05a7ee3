package io.throughline.bench;

/**
 * What a process took for its work.
 *
 * @param seconds from its start until all was done
 * @param processorSeconds user and system time of all of its threads by then
 */
record Delivered(double seconds, double processorSeconds) {}
