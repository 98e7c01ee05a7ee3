@NullMarked
package io.throughline.ingest.receive;

import org.jspecify.annotations.NullMarked;
