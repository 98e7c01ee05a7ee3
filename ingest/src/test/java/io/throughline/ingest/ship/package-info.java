@NullMarked
package io.throughline.ingest.ship;

import org.jspecify.annotations.NullMarked;
