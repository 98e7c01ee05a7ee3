/** What must be true of this package's decoders, whatever they are fed. */
@NullMarked
package io.throughline.ingest.receive.http.json;

import org.jspecify.annotations.NullMarked;
