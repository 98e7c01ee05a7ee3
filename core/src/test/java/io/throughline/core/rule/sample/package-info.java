@NullMarked
package io.throughline.core.rule.sample;

import org.jspecify.annotations.NullMarked;
