@NullMarked
package io.throughline.stream.report;

import org.jspecify.annotations.NullMarked;
