@NullMarked
package io.throughline.ingest.receive.msgpack;

import org.jspecify.annotations.NullMarked;
