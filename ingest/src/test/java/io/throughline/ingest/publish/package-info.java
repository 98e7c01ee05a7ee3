@NullMarked
package io.throughline.ingest.publish;

import org.jspecify.annotations.NullMarked;
