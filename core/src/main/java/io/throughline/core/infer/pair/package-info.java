/** Which outbound record and which inbound record tell of the same call. Plain Java on arrays, bounded, without a clock or a random number. */
@NullMarked
package io.throughline.core.infer.pair;

import org.jspecify.annotations.NullMarked;
