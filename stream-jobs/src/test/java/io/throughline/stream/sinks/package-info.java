@NullMarked
package io.throughline.stream.sinks;

import org.jspecify.annotations.NullMarked;
