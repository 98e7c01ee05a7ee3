/** Tests of the form that raw records have in Kafka. */
@NullMarked
package io.throughline.core.wire;

import org.jspecify.annotations.NullMarked;
