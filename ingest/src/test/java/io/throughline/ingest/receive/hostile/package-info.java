/** A hundred hostile inputs by name, sent to real receivers in a process with little memory. */
@NullMarked
package io.throughline.ingest.receive.hostile;

import org.jspecify.annotations.NullMarked;
