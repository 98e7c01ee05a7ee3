package io.throughline.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SearchTextTest {
    @Test
    void blankIsEverything() {
        assertThat(lucene(" \n")).isEqualTo("*:*");
    }

    @Test
    void slashesArePlainTextOutsideOfQuotes() {
        assertThat(lucene("url.path:/api/v1 \"a/b\" c\\/d")).isEqualTo("url.path:\\/api\\/v1 \"a/b\" c\\/d");
    }

    @Test
    void findsTheEventIdWhereTheStoreKeepsIt() {
        assertThat(lucene("event.id:1 AND (event.id:2 OR x:\"event.id:3\") my.event.id:4"))
                .isEqualTo("_id:1 AND (_id:2 OR x:\"event.id:3\") my.event.id:4");
    }

    @Test
    void refusesWordsThatBeginWithAWildcard() {
        for (String text : new String[] {"*ab", "a:*b", "a (?b)", "-*b", "NOT *b", "*:b", "a:**"}) {
            assertThatThrownBy(() -> lucene(text))
                    .as(text)
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageContaining("may not begin");
        }
        for (String text : new String[] {"*:*", "a:*", "(a:*)", "a*", "a?b", "\"*b\"", "\\*b", "*"}) {
            assertThat(lucene(text)).as(text).isEqualTo(text);
        }
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(lucene("é".repeat(2_048))).hasSize(2_048);
        assertThatThrownBy(() -> lucene("é".repeat(2_049)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("4098 bytes");
    }

    private static String lucene(String text) {
        return SearchText.toLucene(text, "_id");
    }
}
