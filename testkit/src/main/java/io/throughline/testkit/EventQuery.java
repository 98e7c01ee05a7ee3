package io.throughline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.WildcardQuery;
import org.jspecify.annotations.Nullable;

/** A query in Lucene syntax over one event's document, read as Elasticsearch's {@code query_string} reads it. */
final class EventQuery {
    private static final Set<String> NUMBERS = Set.of(
            EcsFields.STATUS,
            EcsFields.EVENT_DURATION,
            EcsFields.REQUEST_BYTES,
            EcsFields.RESPONSE_BYTES,
            EcsFields.RECORD_OFFSET);
    private static final Analyzer ANALYZER = new ByField();

    private final Query query;

    private EventQuery(Query query) {
        this.query = query;
    }

    static EventQuery parse(String text) {
        String lucene = SearchText.toLucene(text, EcsFields.EVENT_ID);
        Parser parser = new Parser();
        parser.setDefaultOperator(QueryParser.Operator.AND);
        try {
            return new EventQuery(parser.parse(lucene));
        } catch (ParseException e) {
            throw new InvalidQueryException("The query cannot be read: " + e.getMessage());
        }
    }

    boolean matches(ObjectNode document) {
        MemoryIndex index = new MemoryIndex();
        add(index, "", document);
        return index.search(query) > 0;
    }

    private static void add(MemoryIndex index, String prefix, ObjectNode object) {
        for (var member : object.properties()) {
            String name = prefix + member.getKey();
            JsonNode value = member.getValue();
            if (value instanceof ObjectNode inner) {
                add(index, name + ".", inner);
            } else if (NUMBERS.contains(name)) {
                index.addField(new LongPoint(name, value.asLong()), ANALYZER);
            } else if (name.equals(EcsFields.MESSAGE)) {
                index.addField(new TextField(name, withWords(value.asText()), Field.Store.NO), ANALYZER);
            } else {
                index.addField(new StringField(name, value.asText(), Field.Store.NO), ANALYZER);
            }
        }
    }

    /** The parts of joined identifiers are found as well. */
    private static String withWords(String message) {
        return message + " " + message.replaceAll("[._:]", " ");
    }

    /** Only the message is text; every other field is one term. */
    private static final class ByField extends DelegatingAnalyzerWrapper {
        private final Analyzer text = new StandardAnalyzer();
        private final Analyzer term = new KeywordAnalyzer();

        ByField() {
            super(PER_FIELD_REUSE_STRATEGY);
        }

        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return field.equals(EcsFields.MESSAGE) ? text : term;
        }
    }

    /** Adds what {@code query_string} has beyond the classic parser: numbers, {@code field:>5}, {@code _exists_:field}. */
    private static final class Parser extends QueryParser {
        Parser() {
            super(EcsFields.MESSAGE, ANALYZER);
        }

        @Override
        protected Query getFieldQuery(String field, String text, boolean quoted) throws ParseException {
            if (field.equals("_exists_")) {
                return exists(text);
            }
            if (!NUMBERS.contains(field)) {
                return super.getFieldQuery(field, text, quoted);
            }
            if (text.startsWith(">=")) {
                return numbers(field, text.substring(2), null, true, true);
            }
            if (text.startsWith("<=")) {
                return numbers(field, null, text.substring(2), true, true);
            }
            if (text.startsWith(">")) {
                return numbers(field, text.substring(1), null, false, true);
            }
            if (text.startsWith("<")) {
                return numbers(field, null, text.substring(1), true, false);
            }
            return numbers(field, text, text, true, true);
        }

        @Override
        protected Query getRangeQuery(
                String field, @Nullable String from, @Nullable String to, boolean fromInclusive, boolean toInclusive)
                throws ParseException {
            return NUMBERS.contains(field)
                    ? numbers(field, from, to, fromInclusive, toInclusive)
                    : super.getRangeQuery(field, from, to, fromInclusive, toInclusive);
        }

        @Override
        protected Query getWildcardQuery(String field, String text) throws ParseException {
            boolean anyValue = text.equals("*") && !field.equals("*");
            return anyValue ? exists(field) : super.getWildcardQuery(field, text);
        }

        private static Query exists(String field) {
            return NUMBERS.contains(field)
                    ? LongPoint.newRangeQuery(field, Long.MIN_VALUE, Long.MAX_VALUE)
                    : new WildcardQuery(new Term(field, "*"));
        }

        /** A clause of negations only matches all but these. */
        @Override
        protected Query getBooleanQuery(List<BooleanClause> clauses) throws ParseException {
            if (!clauses.isEmpty() && clauses.stream().allMatch(BooleanClause::isProhibited)) {
                List<BooleanClause> positive = new ArrayList<>(clauses);
                positive.add(new BooleanClause(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.MUST));
                return super.getBooleanQuery(positive);
            }
            return super.getBooleanQuery(clauses);
        }

        private static Query numbers(
                String field, @Nullable String from, @Nullable String to, boolean fromInclusive, boolean toInclusive) {
            try {
                long first = from == null ? Long.MIN_VALUE : Long.parseLong(from) + (fromInclusive ? 0 : 1);
                long last = to == null ? Long.MAX_VALUE : Long.parseLong(to) - (toInclusive ? 0 : 1);
                return LongPoint.newRangeQuery(field, first, last);
            } catch (NumberFormatException e) {
                // Lenient, as the store is: a word finds nothing among numbers.
                return new MatchNoDocsQuery("not a number");
            }
        }
    }
}
