/** Loki's push. */
@NullMarked
package io.throughline.ingest.receive.http.loki;

import org.jspecify.annotations.NullMarked;
