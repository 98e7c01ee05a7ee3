package io.throughline.stream;

import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** Functions on their own, with records as the jobs have them; to be opened, or given a state before. */
public final class Harness {
    private Harness() {}

    public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> of(
            KeyedProcessFunction<String, I, O> function, KeySelector<I, String> key, Class<O> type) throws Exception {
        return typed(
                new KeyedOneInputStreamOperatorTestHarness<>(new KeyedProcessOperator<>(function), key, Types.STRING),
                type);
    }

    public static <A, B, O> KeyedTwoInputStreamOperatorTestHarness<String, A, B, O> of(
            KeyedCoProcessFunction<String, A, B, O> function,
            KeySelector<A, String> first,
            KeySelector<B, String> second,
            Class<O> type)
            throws Exception {
        return typed(
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(function), first, second, Types.STRING),
                type);
    }

    /** @param type of what comes out */
    public static <O, H extends AbstractStreamOperatorTestHarness<O>> H typed(H harness, Class<O> type) {
        harness.setup(RecordTypeInfo.of(type)
                .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        return harness;
    }
}
