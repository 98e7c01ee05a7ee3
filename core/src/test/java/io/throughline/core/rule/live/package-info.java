@NullMarked
package io.throughline.core.rule.live;

import org.jspecify.annotations.NullMarked;
