/** Calls and requests into traffic per API and per edge, minute by minute. */
@NullMarked
package io.throughline.stream.report;

import org.jspecify.annotations.NullMarked;
