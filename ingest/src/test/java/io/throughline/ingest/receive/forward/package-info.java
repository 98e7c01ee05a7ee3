@NullMarked
package io.throughline.ingest.receive.forward;

import org.jspecify.annotations.NullMarked;
