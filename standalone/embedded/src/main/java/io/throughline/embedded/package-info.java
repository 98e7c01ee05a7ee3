/**
 * Starts and minds the embedded servers, for {@code up}, {@code demo} and tests: Kafka between ingest and the stream jobs,
 * Elasticsearch between the stream jobs and the API, each in a JVM of its own that never outlives this one.
 */
@NullMarked
package io.throughline.embedded;

import org.jspecify.annotations.NullMarked;
