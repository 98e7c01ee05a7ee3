package io.throughline.stream.rules;

/**
 * What waits for its time in one group.
 *
 * @param waiting matches
 * @param leftOut whether more came than may wait, so that what is found is incomplete
 */
record Queue(int waiting, boolean leftOut) {
    static final Queue EMPTY = new Queue(0, false);
}
