package io.throughline.ingest.receive.syslog;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection: its messages become chunks. While the intake has no room nothing is read, so that the sender waits; what was
 * read before waits here, also when the sender is gone, and keeps its place among the connections for so long.
 */
final class SyslogConnection extends ChannelInboundHandlerAdapter {
    static final long FLUSH_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SyslogConnection.class);
    /** What a list and an array cost beside the bytes in them, roughly. */
    private static final int VALUE_OVERHEAD_BYTES = 32;
    /** An intake that has just been closed says at once that there is room. */
    private static final long RETRY_MILLIS = 10;

    private final Intake intake;
    private final SyslogShared shared;
    private final SyslogRecords records;
    private final SyslogFrames frames;
    private final SyslogBatch batch;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    /** What was read and is not cut into messages yet, as they would have no room or no memory. */
    private final Deque<ByteBuf> unread = new ArrayDeque<>();

    private @Nullable InetAddress address;
    private @Nullable EventLoop loop;
    private String peer = "";
    private MemoryBudget.@Nullable Account memory;
    private @Nullable ScheduledFuture<?> watching;
    private long heldBytes;
    private long begunNanos;
    private boolean begun;
    private boolean entered;
    private boolean flushPlanned;
    /** There is no room. */
    private boolean paused;
    /** There is no memory. */
    private boolean starved;

    private boolean ended;
    private boolean framed;

    SyslogConnection(SyslogShared shared) {
        this.shared = shared;
        this.intake = shared.intake();
        this.records = shared.newRecords();
        this.frames = new SyslogFrames(shared.config().maxFrameBytes(), this::frame);
        this.batch = shared.newBatch();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        InetAddress from = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
        address = from;
        peer = from.getHostAddress();
        loop = context.channel().eventLoop();
        entered = shared.enter(this, from);
        if (!entered) {
            ChannelFuture unused = context.close();
            return;
        }
        memory = shared.memory().open(peer);
        long everyMillis = Math.clamp(shared.config().frame().toMillis() / 4, 5, 1000);
        watching = context.executor()
                .scheduleWithFixedDelay(() -> look(context), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** A message that does not come to its end holds memory that others could have. */
    private void look(ChannelHandlerContext context) {
        Duration within = shared.config().frame();
        if (begun && !paused && System.nanoTime() - begunNanos > within.toNanos()) {
            shared.complaints().tell(peer, "a message took longer than " + within);
            begun = false;
            ChannelFuture unused = context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (!entered || ended) {
            in.release();
            return;
        }
        unread.add(in);
        process(context);
    }

    /** Cuts what was read into messages, as long as there is room and memory for them. */
    private void process(ChannelHandlerContext context) {
        while (!paused && !starved && !unread.isEmpty()) {
            ByteBuf in = unread.getFirst();
            frames.read(in, batch::isFull);
            if (!in.isReadable()) {
                unread.removeFirst().release();
            }
            handOnFull(context);
        }
        if (ended && unread.isEmpty() && !framed) {
            framed = true;
            frames.end();
        }
        watchMessage();
        afterReading(context);
        settle(context);
    }

    private void frame(byte[] bytes, int kept, long length) {
        begun = false;
        shared.counts().receive(length == kept);
        SyslogRecords.HostRecord record = records.read(bytes, kept, length, peer);
        heldBytes += record.value().length + VALUE_OVERHEAD_BYTES;
        batch.add(record);
    }

    private void handOnFull(ChannelHandlerContext context) {
        if (batch.isFull()) {
            // One batch at a time, or a few bytes a message would become many megabytes of records.
            waiting.addAll(batch.take());
            handOn(context);
        }
    }

    private void watchMessage() {
        boolean within = frames.within() || !unread.isEmpty();
        if (within && !begun) {
            begunNanos = System.nanoTime();
        }
        begun = within;
    }

    /** Counts what is kept here; where all together keep too much, nothing is read until they keep less. */
    private void settle(ChannelHandlerContext context) {
        if (memory == null || !entered) {
            return;
        }
        memory.keep(heldBytes + frames.capacity());
        boolean want = !memory.take(0);
        if (want && !starved) {
            starved = true;
            context.channel().config().setAutoRead(false);
            hunger(context);
        }
    }

    private void hunger(ChannelHandlerContext context) {
        var unused = context.executor()
                .schedule(
                        () -> {
                            starved = memory != null && !memory.take(0);
                            if (starved) {
                                hunger(context);
                            } else {
                                goOn(context);
                            }
                        },
                        RETRY_MILLIS * 5,
                        TimeUnit.MILLISECONDS);
    }

    private void afterReading(ChannelHandlerContext context) {
        handOn(context);
        if (!batch.isEmpty() && !flushPlanned) {
            flushPlanned = true;
            var unused = context.executor().schedule(() -> flush(context), FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void flush(ChannelHandlerContext context) {
        flushPlanned = false;
        waiting.addAll(batch.take());
        handOn(context);
    }

    private void handOn(ChannelHandlerContext context) {
        while (!paused && !waiting.isEmpty()) {
            Chunk chunk = waiting.getFirst();
            CompletableFuture<Void> safe = intake.offer(chunk).orElse(null);
            if (safe == null) {
                pause(context);
            } else {
                waiting.removeFirst();
                heldBytes -= chunk.bytes()
                        + (long) VALUE_OVERHEAD_BYTES * chunk.values().size();
                shared.loseUnlessSafe(safe, chunk);
            }
        }
        if (ended && framed && unread.isEmpty() && waiting.isEmpty() && batch.isEmpty()) {
            leave();
        }
    }

    private void pause(ChannelHandlerContext context) {
        paused = true;
        context.channel().config().setAutoRead(false);
        intake.whenRoom(() -> {
            try {
                Runnable again = () -> {
                    paused = false;
                    begunNanos = System.nanoTime();
                    goOn(context);
                };
                var unused = context.executor().schedule(again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("{} waits for room no longer, as all is closed", peer, e);
            }
        });
    }

    private void goOn(ChannelHandlerContext context) {
        handOn(context);
        process(context);
        if (!paused && !starved) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void leave() {
        if (entered && address != null) {
            entered = false;
            shared.leave(this, address);
            if (memory != null) {
                memory.close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (watching != null) {
            watching.cancel(false);
        }
        if (entered) {
            ended = true;
            process(context);
            flush(context);
        }
        super.channelInactive(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent && !paused) {
            ChannelFuture unused = context.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            shared.complaints().tell(peer, "no TLS");
            LOG.debug("no TLS with {}", peer, handshake.cause());
        }
        super.userEventTriggered(context, event);
    }

    /** A connection that breaks, or bytes that are no TLS, are its sender's loss alone. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("closing the connection of {}", peer, cause);
        } else {
            LOG.error("closing the connection of {}", peer, cause);
        }
        ChannelFuture unused = context.close();
    }

    /** For the end of all: nothing can wait any longer. */
    void giveUp() {
        if (loop != null) {
            loop.submit(this::loseAll).awaitUninterruptibly();
        }
    }

    private void loseAll() {
        while (!unread.isEmpty()) {
            unread.removeFirst().release();
        }
        waiting.addAll(batch.take());
        waiting.forEach(shared::lose);
        waiting.clear();
        leave();
    }
}
