/** Calls and requests into alerts. Detectors decide in plain Java; one function keeps their state. */
@NullMarked
package io.throughline.stream.detect;

import org.jspecify.annotations.NullMarked;
