/** Search over log events. */
@NullMarked
package io.throughline.api.logs;

import org.jspecify.annotations.NullMarked;
