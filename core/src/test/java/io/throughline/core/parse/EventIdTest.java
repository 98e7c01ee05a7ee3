package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventIdTest {
    @Test
    void staysWhatItIsInEveryVersion() {
        // Documents in Elasticsearch have these ids: another one would be a second document.
        assertThat(EventId.of("node1:1-2", 4711)).isEqualTo("336e4479ebdcc9eeef4cf04b017fffb6");
    }

    @Test
    void differsForEveryOffsetAndSource() {
        Set<String> ids = new HashSet<>();
        for (int source = 0; source < 10; source++) {
            for (long offset = 0; offset < 10_000; offset++) {
                ids.add(EventId.of("node1:1-" + source, offset));
            }
        }

        assertThat(ids).hasSize(100_000).allMatch(id -> id.matches("[0-9a-f]{32}"));
    }
}
