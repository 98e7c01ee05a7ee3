/** The tailing shipper: follows log files through growth, rotation and deletion, and forgets nothing over a restart. */
@NullMarked
package io.throughline.ingest.ship;

import org.jspecify.annotations.NullMarked;
