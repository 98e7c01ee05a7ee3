package io.throughline.core.payload;

/**
 * One text to be judged, in one of its decoded forms.
 *
 * @param traits what its characters and words hold, see {@link Traits}
 */
record Value(String text, Part part, String name, long traits) {
    /** Where in a request a text stands. */
    enum Part {
        PATH("path"),
        QUERY_NAME("name of query parameter"),
        QUERY("query parameter"),
        HEADER("header"),
        COOKIE("cookie"),
        BODY_NAME("name of body field"),
        BODY("body field"),
        WHOLE_BODY("body");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean isName() {
            return this == QUERY_NAME || this == BODY_NAME;
        }

        /** What browsers and programs write themselves, in which odd characters mean less. */
        boolean isHeader() {
            return this == HEADER || this == COOKIE;
        }
    }

    boolean has(long any) {
        return (traits & any) != 0;
    }
}
