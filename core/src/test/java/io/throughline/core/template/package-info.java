/** Tests of templates. */
@NullMarked
package io.throughline.core.template;

import org.jspecify.annotations.NullMarked;
