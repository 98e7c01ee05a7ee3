/** Tests of the demo. */
@NullMarked
package io.throughline.standalone.demo;

import org.jspecify.annotations.NullMarked;
