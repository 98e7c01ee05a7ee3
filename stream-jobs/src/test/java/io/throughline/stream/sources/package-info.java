@NullMarked
package io.throughline.stream.sources;

import org.jspecify.annotations.NullMarked;
