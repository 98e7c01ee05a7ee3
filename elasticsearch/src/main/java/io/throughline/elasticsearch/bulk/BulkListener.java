package io.throughline.elasticsearch.bulk;

/** Counts what becomes of documents. Called by several threads. */
public interface BulkListener {
    /** Counts nothing. */
    BulkListener NONE = new BulkListener() {
        @Override
        public void written(long documents) {}

        @Override
        public void superseded(long documents) {}

        @Override
        public void rejected(long documents) {}

        @Override
        public void retried(long documents) {}

        @Override
        public void answered(long nanos) {}
    };

    void written(long documents);

    /** A later version was there already. */
    void superseded(long documents);

    void rejected(long documents);

    void retried(long documents);

    /** One request took so long, whatever came of it. */
    void answered(long nanos);
}
