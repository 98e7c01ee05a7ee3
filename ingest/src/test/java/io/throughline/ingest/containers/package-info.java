@NullMarked
package io.throughline.ingest.containers;

import org.jspecify.annotations.NullMarked;
