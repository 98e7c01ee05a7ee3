/** How records cross the network and rest in state: one compact binary form for every record, never Kryo. */
@NullMarked
package io.throughline.stream.types;

import org.jspecify.annotations.NullMarked;
