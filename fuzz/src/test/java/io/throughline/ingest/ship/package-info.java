/** What must be true of this package's decoders, whatever they are fed. */
@NullMarked
package io.throughline.ingest.ship;

import org.jspecify.annotations.NullMarked;
