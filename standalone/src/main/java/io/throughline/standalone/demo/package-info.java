/** The demo: a small shop of real HTTP services whose container logs go down the whole line, misuse included. */
@NullMarked
package io.throughline.standalone.demo;

import org.jspecify.annotations.NullMarked;
