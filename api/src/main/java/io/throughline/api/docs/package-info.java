/** The API about itself. */
@NullMarked
package io.throughline.api.docs;

import org.jspecify.annotations.NullMarked;
