/** Where log lines come from: the files of a host, what their paths tell, and their lines and records in time order. */
@NullMarked
package io.throughline.core.source;

import org.jspecify.annotations.NullMarked;
