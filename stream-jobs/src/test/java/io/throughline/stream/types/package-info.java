@NullMarked
package io.throughline.stream.types;

import org.jspecify.annotations.NullMarked;
