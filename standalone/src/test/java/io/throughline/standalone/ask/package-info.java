@NullMarked
package io.throughline.standalone.ask;

import org.jspecify.annotations.NullMarked;
