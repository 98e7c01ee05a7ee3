package io.throughline.stream.types;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What every operator of the graph has: a type without Kryo, a name for people and a uid for checkpoints. */
public final class Operators {
    private Operators() {}

    /**
     * @param type of the records that it hands on
     * @param name in words; the uid is the same with {@code -} for each space, so another name forgets what a checkpoint holds of it
     */
    public static <T> SingleOutputStreamOperator<T> named(
            SingleOutputStreamOperator<T> operator, Class<T> type, String name) {
        return operator.returns(RecordTypeInfo.of(type)).name(name).uid(name.replace(' ', '-'));
    }
}
