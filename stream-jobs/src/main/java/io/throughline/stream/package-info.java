/** The jobs: normalise, correlate, detect, report. {@code ThroughlineJob} shows the whole graph on one screen. */
@NullMarked
package io.throughline.stream;

import org.jspecify.annotations.NullMarked;
