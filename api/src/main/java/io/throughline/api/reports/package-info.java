/** Traffic per API, for its owner. */
@NullMarked
package io.throughline.api.reports;

import org.jspecify.annotations.NullMarked;
