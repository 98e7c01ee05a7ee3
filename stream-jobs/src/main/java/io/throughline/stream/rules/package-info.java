/** Sigma rules on the stream: each event against all of them, and correlations of their matches in event time. */
@NullMarked
package io.throughline.stream.rules;

import org.jspecify.annotations.NullMarked;
