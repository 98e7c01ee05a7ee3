@NullMarked
package io.throughline.stream.rules;

import org.jspecify.annotations.NullMarked;
