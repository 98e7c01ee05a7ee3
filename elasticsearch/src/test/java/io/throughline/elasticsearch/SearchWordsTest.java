package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SearchWordsTest {
    @Test
    void takesJoinedIdentifiersApart() {
        assertThat(SearchWords.of("java.lang.NullPointerException at com.foo.Bar", null))
                .isEqualTo("java lang NullPointerException com foo Bar");
        assertThat(SearchWords.of("order_id=7, a:b", null)).isEqualTo("order id a b");
    }

    @Test
    void leavesPlainTextNumbersAndAddressesAlone() {
        assertThat(SearchWords.of("The end. Took 0.25 s from 10.0.0.1 - ok: yes", null))
                .isEmpty();
    }

    @Test
    void addsTheLoggersClass() {
        assertThat(SearchWords.of("done", "a.b.OrderController")).isEqualTo("OrderController");
    }

    @Test
    void aGiantMessageGivesABoundedField() {
        assertThat(SearchWords.of("a.b ".repeat(300_000), null).length()).isLessThan(3_000);
        assertThat(SearchWords.of("a.".repeat(300_000) + "z", null).length()).isLessThan(5_000);
        assertThat(SearchWords.of("\ud800.\udc00 \u00e9.\u00e8".toUpperCase(Locale.ROOT), null))
                .isEqualTo("\u00c9 \u00c8");
    }
}
