/**
 * Puts raw records into Kafka and says when they are safe there: the one way in for the shipper and the receivers. And rule files into
 * their topic, and back out of it for those who ask.
 */
@NullMarked
package io.throughline.ingest.publish;

import org.jspecify.annotations.NullMarked;
