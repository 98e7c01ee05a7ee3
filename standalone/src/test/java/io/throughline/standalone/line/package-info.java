/** The whole line under load and under kills, compared with the files it was fed. */
@NullMarked
package io.throughline.standalone.line;

import org.jspecify.annotations.NullMarked;
