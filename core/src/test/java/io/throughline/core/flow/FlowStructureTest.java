package io.throughline.core.flow;

import static io.throughline.core.flow.Flows.answered;
import static io.throughline.core.flow.Flows.chain;
import static io.throughline.core.flow.Flows.flow;
import static io.throughline.core.flow.Flows.hop;
import static io.throughline.core.flow.Flows.inferred;
import static io.throughline.core.flow.Flows.outbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.model.Flow;
import io.throughline.core.store.FlowStore.Filter;
import io.throughline.core.store.InvalidQueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowStructureTest {
    /** gateway calls orders, which calls payments; and gateway calls users. 600 ms, a third of the edges inferred. */
    private static final Flow CHECKOUT = flow(
            hop("gateway", null, 0, 600),
            outbound(hop("gateway2", "gateway", 5, 580), "orders"),
            hop("orders", "gateway2", 10, 570),
            answered(hop("payments", "orders", 20, 560), "POST /charges", 503),
            inferred(hop("users", "gateway", 1, 4)));

    /** gateway calls payments past orders. */
    private static final Flow SHORT_CUT = flow(hop("gateway", null, 0, 50), hop("payments", "gateway", 5, 40));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway reaches payments",
                "gateway reaches payments without users",
                "orders reaches payments without gateway",
                "service:orders",
                "service : \"orders\"",
                "error",
                "not not error",
                "duration>500ms",
                "duration>=600ms and duration<=0.6s and duration=600000us",
                "duration<1m",
                "services>=4",
                "hops=5",
                "depth=4",
                "depth>3",
                "inferred>0.2",
                "inferred=0.25",
                "calls orders -> payments",
                "calls orders->payments",
                "calls gateway -> orders",
                "service:nobody or service:users",
                "SERVICE:orders AND NOT service:nobody",
                "service:nobody and service:other or error",
                "error and (service:nobody or service:users)",
            })
    void holdsForTheCheckout(String question) {
        assertThat(FlowStructure.parse(question).matches(CHECKOUT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway reaches payments without orders",
                "payments reaches gateway",
                "users reaches payments",
                "gateway reaches nobody",
                "service:order",
                "service:Orders",
                "not error",
                "duration>600ms",
                "services>4",
                "depth>4",
                "inferred>0.25",
                "calls gateway -> payments",
                "calls gateway -> gateway",
                "error and service:nobody",
                "(error or service:nobody) and service:nobody",
            })
    void doesNotHoldForTheCheckout(String question) {
        assertThat(FlowStructure.parse(question).matches(CHECKOUT)).isFalse();
    }

    @Test
    void findsTheFlowsThatWentPastAService() {
        assertThat(FlowStructure.parse("gateway reaches payments without orders")
                        .matches(SHORT_CUT))
                .isTrue();
    }

    @Test
    void findsAWayPastAServiceBesideOneThroughIt() {
        Flow both = flow(
                hop("gateway", null, 0, 50),
                hop("orders", "gateway", 5, 40),
                hop("payments1", "orders", 6, 30),
                hop("payments2", "gateway", 41, 45));

        assertThat(FlowStructure.parse("gateway reaches payments without orders")
                        .matches(both))
                .isTrue();
    }

    @Test
    void answersForFlowsWithoutHopsAndAsDeepAsTheyCome() {
        FlowStructure question = FlowStructure.parse("a reaches c without b or inferred>0 or depth>4999");

        assertThat(question.matches(flow())).isFalse();
        assertThat(question.matches(chain(Flow.MAX_HOPS))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            ''                              | Position 1: expected a condition
            gateway                         | Position 8: expected reaches and the name of a service, but it ends there
            gateway reaches                 | Position 16: expected the name of a service, but it ends there
            gateway reaches and             | Position 17: expected the name of a service, but found 'and' (a service of that name
            gateway reaches a without       | Position 26: expected the name of a service
            gateway calls orders            | Position 9: expected reaches and the name of a service, but found 'calls'
            calls gateway orders            | Position 15: expected -> and the name of the service that is called, but found 'orders'
            service orders                  | Position 9: expected a colon and the name of a service, but found 'orders'
            duration>500                    | Position 10: expected a time such as 500ms (units us, ms, s, m), but found '500'
            duration>500min                 | Position 10: expected a time such as 500ms
            duration>-5ms                   | Position 10: expected a time such as 500ms
            duration 5ms                    | Position 10: expected one of > >= < <= =, but found '5ms'
            duration->5ms                   | Position 9: expected one of > >= < <= =, but found '->'
            services>=3ms                   | Position 11: expected a number, but found '3ms'
            services>=9999999999999999      | Position 11: expected a number
            inferred>20                     | Position 10: expected a share from 0 to 1 such as 0.2, but found '20'
            error or                        | Position 9: expected a condition
            error error                     | Position 7: expected and, or, or the end, but found 'error'
            (error                          | Position 7: expected and, or, or a closing bracket, but it ends there
            error)                          | Position 6: expected and, or, or the end, but found ')'
            not                             | Position 4: expected a condition
            service:"orders                 | Position 9: these quotes are never closed
            service:"                       | Position 9: these quotes are never closed
            service:""                      | Position 9: expected the name of a service
            service:a*                      | Position 10: * means nothing here; names with other characters
            error; drop                     | Position 6: ; means nothing here
            """)
    void tellsWhereItCannotReadOnAndWhatItExpected(String question, String problem) {
        assertThatThrownBy(() -> FlowStructure.parse(question.equals("''") ? "" : question))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void takesAnyNameInQuotes() {
        Flow odd = flow(answered(hop("and", null, 0, 1), "GET /", 200), hop("a \"b\\", "and", 0, 1));

        assertThat(FlowStructure.parse("\"and\" reaches \"a \\\"b\\\\\"").matches(odd))
                .isTrue();
    }

    @Test
    void readsOnlyQuestionsOfASaneLength() {
        assertThatThrownBy(() -> FlowStructure.parse("error and ".repeat(101)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessage("The question has 1010 characters; at most 1000 are allowed.");
    }

    @Test
    void readsOnlySoManyConditions() {
        FlowStructure.parse("error" + " or error".repeat(FlowStructure.MAX_CONDITIONS - 1));
        assertThatThrownBy(() -> FlowStructure.parse("error" + " or error".repeat(FlowStructure.MAX_CONDITIONS)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("a question may have 32 conditions, no more");
    }

    @Test
    void readsBracketsOnlySoDeep() {
        int most = FlowStructure.MAX_DEPTH;
        FlowStructure.parse("(".repeat(most) + "error" + ")".repeat(most));
        for (String opening : List.of("(", "not ")) {
            assertThatThrownBy(() -> FlowStructure.parse(opening.repeat(most + 1) + "error"))
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageContaining("brackets and not may be 32 deep, no more");
        }
    }

    @Test
    void meetsRandomTextWithAnAnswerOrAProblemAndNothingElse() {
        String[] pieces = {
            "gateway", " ", "reaches", "without", "calls", "->", "service", ":", "(", ")", "not", "and", "or", "error",
            "duration", ">", "<=", "5ms", "0.2", "\"", "\\", "\u202e", "\ud800", "😀", "\u0000", "'", "%", "-"
        };
        Random random = new Random(11);
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < random.nextInt(12); i++) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                FlowStructure.parse(text.toString()).matches(CHECKOUT);
                read++;
            } catch (InvalidQueryException e) {
                assertThat(e).hasMessageMatching("(?s)Position \\d+: .*\\.");
            }
        }
        assertThat(read).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway reaches payments without orders | gateway payments | - | -
            a reaches a                             | a                | - | -
            calls b -> a                            | a b              | - | -
            service:a and service:b                 | a b              | - | -
            service:a or service:b                  | -                | - | -
            (service:a and error) or (error and service:a and service:b) | a | true | -
            not service:a                           | -                | - | -
            not error                               | -                | false | -
            error and duration>1.5ms                | -                | true | 1500
            duration>5ms and duration>=9ms          | -                | - | 9000
            duration>5ms or duration>=9ms           | -                | - | 5000
            duration<5ms or depth>3                 | -                | - | -
            """)
    void tellsAStoreWhatEveryMatchHas(String question, String services, String failed, String minMicros) {
        assertThat(FlowStructure.parse(question).necessary())
                .isEqualTo(new Filter(
                        services.equals("-") ? Set.of() : Set.of(services.split(" ")),
                        failed.equals("-") ? null : Boolean.valueOf(failed),
                        minMicros.equals("-") ? null : Long.valueOf(minMicros)));
    }

    @Test
    void neverTellsAStoreToLeaveOutAMatch() {
        Random random = new Random(5);
        List<Flow> flows = List.of(CHECKOUT, SHORT_CUT, chain(7), flow(), flow(hop("a", null, 0, 700)));
        for (int round = 0; round < 20_000; round++) {
            String question = randomQuestion(random, 3);
            FlowStructure structure = FlowStructure.parse(question);
            for (Flow flow : flows) {
                if (structure.matches(flow)) {
                    assertThat(passes(flow, structure.necessary())).as(question).isTrue();
                }
            }
        }
    }

    private static boolean passes(Flow flow, Filter filter) {
        return flow.services().containsAll(filter.services())
                && (filter.failed() == null || filter.failed() == flow.failed())
                && (filter.minDurationMicros() == null
                        || flow.duration().toNanos() / 1_000 >= filter.minDurationMicros());
    }

    private static String randomQuestion(Random random, int levels) {
        List<String> services = List.of("gateway", "orders", "payments", "users", "a", "b", "c");
        String one = services.get(random.nextInt(services.size()));
        String other = services.get(random.nextInt(services.size()));
        List<String> simple = new ArrayList<>(List.of(
                "error",
                "service:" + one,
                one + " reaches " + other,
                "calls " + one + " -> " + other,
                "duration>" + random.nextInt(700) + "ms",
                "duration<=" + random.nextInt(700) + "ms",
                "depth>2"));
        if (levels > 0) {
            String left = randomQuestion(random, levels - 1);
            String right = randomQuestion(random, levels - 1);
            simple.add("(" + left + " and " + right + ")");
            simple.add("(" + left + " or " + right + ")");
            simple.add("not (" + left + ")");
        }
        return simple.get(random.nextInt(simple.size()));
    }
}
