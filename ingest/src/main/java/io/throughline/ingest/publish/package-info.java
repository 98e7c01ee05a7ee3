/** Puts raw records into Kafka and says when they are safe there: the one way in for the shipper and the receivers. */
@NullMarked
package io.throughline.ingest.publish;

import org.jspecify.annotations.NullMarked;
