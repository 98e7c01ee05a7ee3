@NullMarked
package io.throughline.ingest.receive.peers;

import org.jspecify.annotations.NullMarked;
