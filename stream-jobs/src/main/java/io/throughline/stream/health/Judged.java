package io.throughline.stream.health;

import io.throughline.core.health.Change;
import io.throughline.core.health.Trait;
import java.util.List;

/**
 * How a bucket of traits is in a window.
 *
 * @param slice the window's last
 * @param fresh whether anything was seen in the last slice
 * @param traits that could be judged
 * @param changes of those that may be otherwise
 * @param news what became frequent, in slices that left the window
 */
record Judged(Track track, long slice, boolean fresh, int traits, List<Change> changes, List<News> news) {
    /** An outcome that is much more frequent in a slice than it was. */
    record News(long slice, Trait trait, String outcome) {}
}
