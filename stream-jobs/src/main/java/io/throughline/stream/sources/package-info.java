/** Where raw records come from: Kafka, or bounded files. */
@NullMarked
package io.throughline.stream.sources;

import org.jspecify.annotations.NullMarked;
