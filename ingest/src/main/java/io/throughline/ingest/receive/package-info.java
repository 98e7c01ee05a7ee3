/** The place of the network receivers, one package per protocol: they hand what they accept to {@code publish}. */
@NullMarked
package io.throughline.ingest.receive;

import org.jspecify.annotations.NullMarked;
