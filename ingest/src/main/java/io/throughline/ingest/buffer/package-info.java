/**
 * Keeps chunks on disk between the receivers and Kafka: they are safe, and their senders are told so, as soon as the disk has them.
 */
@NullMarked
package io.throughline.ingest.buffer;

import org.jspecify.annotations.NullMarked;
