package io.throughline.elasticsearch.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.testkit.FakeElasticsearch;
import io.throughline.testkit.FakeElasticsearch.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BulkWriterTest {
    private static final BulkConfig CONFIG = new BulkConfig(
            4_096, 10, 2, Duration.ofHours(1), Duration.ofMillis(5), Duration.ofMillis(40), Duration.ofSeconds(20));

    private FakeElasticsearch elasticsearch = FakeElasticsearch.start();
    private final Kept kept = new Kept();
    private final Counts counts = new Counts();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private BulkWriter writer = open(CONFIG);

    @BeforeEach
    void remember() {
        opened.add(() -> elasticsearch.close());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void flushReturnsWhenEverythingIsThere() throws InterruptedException {
        add(0, 95);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(95);
        assertThat(counts.written).hasValue(95);
        assertThat(elasticsearch.bulkRequests()).isEqualTo(10);
    }

    @Test
    void aRequestHoldsNoMoreThanItsBytes() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            writer.add(document(i, "x".repeat(1_800)));
        }
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(8);
        assertThat(elasticsearch.bulkRequests()).isEqualTo(4);
    }

    @Test
    void aDocumentLargerThanARequestGoesAlone() throws InterruptedException {
        writer.add(document(1, "small"));
        writer.add(document(2, "x".repeat(50_000)));
        writer.add(document(3, "small"));
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(3);
    }

    @Test
    void tooManyRequestsAndOutagesAreTriedAgain() throws InterruptedException {
        elasticsearch.next(
                new Fault.Status(429),
                new Fault.Status(503),
                new Fault.Status(502),
                new Fault.Status(504),
                new Fault.CutBefore(),
                new Fault.Status(500));
        add(0, 30);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(30);
        assertThat(counts.retried).hasValue(60);
        assertThat(kept.reasons).isEmpty();
    }

    @Test
    void anAnswerThatWasLostAfterItWasAppliedDoublesNothing() throws InterruptedException {
        elasticsearch.next(new Fault.CutAfter(), new Fault.Garbage());
        add(0, 25);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(25);
        assertThat(counts.written).hasValue(25);
    }

    @Test
    void goesOnWhenTheServerIsBackOnItsPort() throws InterruptedException {
        elasticsearch.close();
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> {
            try {
                add(0, 200);
                writer.flush();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> counts.retried.get() > 30);
        assertThat(adding).isNotDone();
        elasticsearch = elasticsearch.startAgain();

        adding.join();
        assertThat(elasticsearch.documents()).hasSize(200);
    }

    @Test
    void onlyTheDocumentsThatWereRefusedAreSentAgain() throws InterruptedException {
        elasticsearch.refuse("3", 429, "es_rejected_execution_exception", 2);
        add(0, 10);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(10);
        assertThat(counts.retried).hasValue(2);
        assertThat(counts.written).hasValue(10);
    }

    @Test
    void aDocumentThatCannotBeIndexedIsKeptWithItsReason() throws InterruptedException {
        elasticsearch.refuse("3", 400, "document_parsing_exception", 1);
        add(0, 10);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(9);
        assertThat(kept.reasons).containsExactly("3 not-indexed: 400 document_parsing_exception: as told");
        assertThat(kept.flushes).hasValue(1);
        assertThat(counts.rejected).hasValue(1);
    }

    @Test
    void aDocumentThatTheServerFailsOverIsGivenUpAfterSomeTries() throws InterruptedException {
        elasticsearch.refuse("3", 500, "null_pointer_exception", 1_000);
        elasticsearch.refuse("4", 500, "null_pointer_exception", 3);
        add(0, 10);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(9);
        assertThat(kept.reasons).singleElement().asString().startsWith("3 not-indexed: 500");
    }

    @Test
    void aBlockedIndexOrAFullClusterIsWaitedFor() throws InterruptedException {
        elasticsearch.refuse("3", 403, "cluster_block_exception", 3);
        add(0, 10);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(10);
    }

    @Test
    void aRequestThatIsTooLargeIsSplitAndADocumentThatIsTooLargeRejected() throws InterruptedException {
        elasticsearch.maxBulkBytes(700);
        add(0, 4);
        writer.add(document(4, "x".repeat(2_000)));
        add(5, 9);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(8).doesNotContainKey("i/4");
        assertThat(kept.reasons).singleElement().asString().startsWith("4 not-indexed: 413");
    }

    @Test
    void aRequestThatIsRefusedAsAWholeIsSplit() throws InterruptedException {
        elasticsearch.next(new Fault.Status(400));
        add(0, 9);
        writer.flush();

        assertThat(elasticsearch.documents()).hasSize(9);
        assertThat(kept.reasons).isEmpty();
    }

    @Test
    void anOlderVersionIsSupersededAndThatIsFine() throws InterruptedException {
        writer.add(new IndexDocument("i", "1", 5, json("new")));
        writer.flush();
        writer.add(new IndexDocument("i", "1", 4, json("old")));
        writer.add(new IndexDocument("i", "2", 1, json("other")));
        writer.flush();

        assertThat(elasticsearch.documents().values())
                .extracting(FakeElasticsearch.Stored::json)
                .contains("{\"text\":\"new\"}");
        assertThat(counts.superseded).hasValue(1);
        assertThat(counts.written).hasValue(2);
        assertThat(kept.reasons).isEmpty();
    }

    @Test
    void deletesAreWritesToo() throws InterruptedException {
        writer.add(document(1, "x"));
        writer.flush();
        writer.add(IndexDocument.delete("i", "1", 1));
        writer.add(IndexDocument.delete("i", "never-there", 1));
        writer.flush();

        assertThat(elasticsearch.documents()).isEmpty();
        assertThat(counts.written).hasValue(3);
    }

    @Test
    void wrongCredentialsStopTheWriterForGood() throws InterruptedException {
        elasticsearch.next(new Fault.Status(401));
        add(0, 3);

        assertThatThrownBy(() -> writer.flush())
                .isInstanceOfSatisfying(
                        BulkFailedException.class, e -> assertThat(e.lasting()).isTrue())
                .hasMessageContaining("elasticsearch.api-key");
        assertThatThrownBy(() -> add(3, 20)).isInstanceOf(BulkFailedException.class);
        assertThat(elasticsearch.bulkRequests()).isEqualTo(1);
    }

    @Test
    void aForbiddenIndexStopsTheWriterForGood() throws InterruptedException {
        elasticsearch.refuse("2", 403, "security_exception", 1);
        add(0, 3);

        assertThatThrownBy(() -> writer.flush())
                .isInstanceOfSatisfying(
                        BulkFailedException.class, e -> assertThat(e.lasting()).isTrue())
                .hasMessageContaining("security_exception");
    }

    @Test
    void givesUpAfterTheTimeThatWasSet() throws InterruptedException {
        writer = open(new BulkConfig(
                4_096, 10, 2, Duration.ofHours(1), Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(100)));
        elasticsearch.always(new Fault.Status(503));
        add(0, 3);

        assertThatThrownBy(() -> writer.flush())
                .isInstanceOfSatisfying(
                        BulkFailedException.class, e -> assertThat(e.lasting()).isFalse())
                .hasMessageContaining("503");
    }

    @Test
    void addWaitsWhileAllRequestsAreUnderWay() {
        elasticsearch.always(new Fault.Status(429));
        AtomicInteger added = new AtomicInteger();
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 1_000; i++) {
                    writer.add(document(i, "x"));
                    added.incrementAndGet();
                }
                writer.flush();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        // Two requests of ten documents wait for their retries; there is no third.
        await().until(() -> counts.retried.get() > 100);
        assertThat(added).hasValue(20);

        elasticsearch.always(null);
        adding.join();
        assertThat(elasticsearch.documents()).hasSize(1_000);
    }

    @Test
    void aDocumentDoesNotWaitForOthersForLong() throws InterruptedException {
        writer = open(new BulkConfig(
                4_096,
                10,
                2,
                Duration.ofMillis(20),
                Duration.ofMillis(5),
                Duration.ofMillis(5),
                Duration.ofMinutes(1)));
        add(0, 1);

        await().until(() -> elasticsearch.documents().size() == 1);
    }

    @Test
    void closesAtOnceInTheMiddleOfAnOutage() throws InterruptedException {
        elasticsearch.always(new Fault.CutBefore());
        add(0, 15);
        await().until(() -> counts.retried.get() > 0);
        writer.close();

        assertThat(kept.closed).isTrue();
    }

    private BulkWriter open(BulkConfig config) {
        ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearch.url()));
        BulkWriter opening = new BulkWriter(client::bulk, config, kept, counts, new Random(7));
        opened.addFirst(client);
        opened.addFirst(opening);
        return opening;
    }

    private void add(int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            writer.add(document(i, "document " + i));
        }
    }

    private static IndexDocument document(int number, String text) {
        return new IndexDocument("i", String.valueOf(number), 1, json(text));
    }

    private static byte[] json(String text) {
        return ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static final class Kept implements RejectedDocuments {
        private final List<String> reasons = new ArrayList<>();
        private final AtomicInteger flushes = new AtomicInteger();
        private boolean closed;

        @Override
        public void reject(IndexDocument document, String reason) {
            reasons.add(document.id() + " " + reason);
        }

        @Override
        public void flush() {
            flushes.incrementAndGet();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Counts implements BulkListener {
        private final AtomicLong written = new AtomicLong();
        private final AtomicLong superseded = new AtomicLong();
        private final AtomicLong rejected = new AtomicLong();
        private final AtomicLong retried = new AtomicLong();

        @Override
        public void written(long documents) {
            written.addAndGet(documents);
        }

        @Override
        public void superseded(long documents) {
            superseded.addAndGet(documents);
        }

        @Override
        public void rejected(long documents) {
            rejected.addAndGet(documents);
        }

        @Override
        public void retried(long documents) {
            retried.addAndGet(documents);
        }

        @Override
        public void answered(long nanos) {}
    }
}
