package io.throughline.core.mask;

/** Looks closely at a place where a shape may begin. */
interface Matcher {
    /**
     * @param at where the matcher's literal begins
     * @return where to go on, behind what was masked or is known to be none of anybody's; {@link #NO}: not its own
     */
    int match(Line line, int at);

    int NO = -1;
}
