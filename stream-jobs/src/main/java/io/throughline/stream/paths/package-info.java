/** Which requests ask for the same API: path templates, learned per service. */
@NullMarked
package io.throughline.stream.paths;

import org.jspecify.annotations.NullMarked;
