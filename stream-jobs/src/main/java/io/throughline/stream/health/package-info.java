/** Health on the stream: which service no longer does what it did, judged slice by slice of event time. What decides is in {@code core.health}. */
@NullMarked
package io.throughline.stream.health;

import org.jspecify.annotations.NullMarked;
