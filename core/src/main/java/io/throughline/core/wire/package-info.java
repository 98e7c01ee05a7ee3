/** How a raw record travels through Kafka, the same for every sender. */
@NullMarked
package io.throughline.core.wire;

import org.jspecify.annotations.NullMarked;
