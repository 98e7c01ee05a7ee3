/** Tests of how settings are read and what is said of wrong ones. */
@NullMarked
package io.throughline.core.config;

import org.jspecify.annotations.NullMarked;
