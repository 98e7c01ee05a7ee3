@NullMarked
package io.throughline.core.rule.pack;

import org.jspecify.annotations.NullMarked;
