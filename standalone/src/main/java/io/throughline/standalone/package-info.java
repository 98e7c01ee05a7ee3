/** The {@code throughline} command: one class per subcommand, and everything of the line in one process for {@code up}. */
@NullMarked
package io.throughline.standalone;

import org.jspecify.annotations.NullMarked;
