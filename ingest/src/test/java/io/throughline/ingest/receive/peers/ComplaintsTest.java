package io.throughline.ingest.receive.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Complaints complaints = new Complaints(lines::add, nanos::get);

    @Test
    void tellsSomeAndThenHowManyMoreThereWere() {
        for (int i = 0; i < 1000; i++) {
            complaints.tell("10.0.0.1", "problem " + i);
        }
        assertThat(lines).hasSize(20).startsWith("10.0.0.1: problem 0");
        nanos.set(10_000_000_000L);
        complaints.tell("10.0.0.1", "another");
        assertThat(lines.subList(20, 22))
                .containsExactly("980 more problems with senders in 10 seconds", "10.0.0.1: another");
    }

    @Test
    void writesOneBoundedLineWhateverItIsTold() {
        complaints.tell("peer", "a\r\nb\u001b[31m\u2028c" + "x".repeat(1000));
        assertThat(lines.getFirst()).startsWith("peer: a__b_[31m_cx").hasSize(400);
    }
}
