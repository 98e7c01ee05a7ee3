@NullMarked
package io.throughline.api;

import org.jspecify.annotations.NullMarked;
