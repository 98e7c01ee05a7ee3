package io.throughline.ingest.receive.http.bulk;

import io.throughline.fuzz.Check;
import io.throughline.ingest.receive.http.web.Batches;
import io.throughline.ingest.receive.http.web.RecordBatch;
import io.throughline.ingest.receive.http.web.WebTargets;
import java.io.IOException;
import java.util.List;

/** Elasticsearch's bulk requests. */
public final class BulkTargets {
    private static final BulkReceiver RECEIVER = new BulkReceiver(Batches.receiving());

    private BulkTargets() {}

    /** Each item is taken or refused; what is taken is a record; the answer is an object that tells of every item. */
    public static void items(byte[] bytes) throws IOException {
        RecordBatch batch = Batches.batch("bulk");
        List<BulkItem> items = RECEIVER.items(WebTargets.body(bytes), "logs", "10.0.0.1", batch);
        Check.that(batch.count() <= items.size(), batch.count() + " records of " + items.size() + " items");
        Batches.check(batch);
        for (boolean brief : new boolean[] {true, false}) {
            Check.isObject(BulkAnswer.of(items, 1, brief));
        }
    }
}
