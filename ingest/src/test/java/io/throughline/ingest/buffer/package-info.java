@NullMarked
package io.throughline.ingest.buffer;

import org.jspecify.annotations.NullMarked;
