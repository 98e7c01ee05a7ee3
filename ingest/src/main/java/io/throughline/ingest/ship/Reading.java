package io.throughline.ingest.ship;

import io.throughline.core.frame.Multiline;
import java.time.Duration;

/**
 * How a file's lines become records.
 *
 * @param bufferBytes of one file
 * @param groupTimeout how long the rest of a message that an engine split may take
 * @param traceTimeout how long the next line of a stack trace may take
 * @param multiline which lines belong together
 */
record Reading(int bufferBytes, Duration groupTimeout, Duration traceTimeout, Multiline multiline) {}
