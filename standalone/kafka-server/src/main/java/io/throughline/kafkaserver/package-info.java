/** The embedded Kafka broker: the real server in a JVM of its own, between ingest and the stream jobs. */
@NullMarked
package io.throughline.kafkaserver;

import org.jspecify.annotations.NullMarked;
